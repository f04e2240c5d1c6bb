import type { Options } from 'minisearch';
import type { Kind, SearchDocument } from './kinds.ts';
import { splitWords, toIndexWord } from './words.ts';

/** What a page is worth beside others that match as well: an outcome is the door to all the rest. */
const WEIGHT: Record<Kind, number> = {
  outcome: 2.4,
  term: 1.3,
  target: 1.3,
  step: 1.2,
  example: 1.1,
  question: 1,
  council: 1,
  page: 0.9,
  reading: 0.8,
};

export const INDEX_OPTIONS: Options<SearchDocument> = {
  fields: ['title', 'also', 'text'],
  storeFields: ['kind', 'title', 'href', 'within'],
  tokenize: splitWords,
  processTerm: toIndexWord,
  searchOptions: {
    boost: { title: 4, also: 3, text: 1 },
    prefix: (term, index, terms) => term.length > 2 && index === terms.length - 1,
    fuzzy: (term) => (term.length > 7 ? 2 : term.length > 3 ? 1 : false),
    weights: { fuzzy: 0.35, prefix: 0.6 },
    maxFuzzy: 2,
    boostDocument: (_id, _term, stored) => WEIGHT[(stored?.kind as Kind | undefined) ?? 'page'],
  },
};
