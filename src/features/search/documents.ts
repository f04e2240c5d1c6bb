import { addresses } from '../../content/addresses.ts';
import type { Almanac } from '../../content/almanac.ts';
import { readPassages } from '../../content/markdown.ts';
import { remember } from '../../lib/remember.ts';
import type { Kind, SearchDocument } from './kinds.ts';

const plain = (markdown: string) =>
  readPassages(markdown)
    .map(({ text }) => text)
    .join(' ');

/** Everything in the almanac that a reader may look for, each thing once. */
export const listDocuments = remember((almanac: Almanac): readonly SearchDocument[] => {
  const documents: SearchDocument[] = [];
  const add = (
    kind: Kind,
    href: string,
    title: string,
    rest: { also?: string; text: string; within?: string },
  ) => documents.push({ id: `${kind}:${href}`, kind, href, title, also: '', within: '', ...rest });

  for (const outcome of almanac.outcomes) {
    const within = outcome.name;
    add('outcome', addresses.outcome(outcome), outcome.name, {
      also: [outcome.short, ...outcome.also].join('; '),
      text: [outcome.summary, outcome.definition, plain(outcome.text.why)].join(' '),
    });
    for (const target of outcome.targets) {
      add('target', addresses.target(target), target.statement, {
        also: target.name,
        text: [target.why, target.measure].join(' '),
        within,
      });
    }
    for (const step of outcome.steps) {
      add('step', addresses.step(step), step.title, {
        text: [step.summary, plain(step.body)].join(' '),
        within,
      });
    }
    for (const question of outcome.questions) {
      add('question', addresses.question(question), question.question, {
        text: plain(question.good),
        within,
      });
    }
    for (const reading of outcome.readings) {
      add('reading', `${addresses.outcome(outcome)}#reading-${reading.id}`, reading.title, {
        also: reading.publisher,
        text: reading.use,
        within,
      });
    }
  }
  for (const example of almanac.examples) {
    const places = [...example.councils, ...example.elsewhere].map(({ name }) => name).join('; ');
    add('example', addresses.example(example), example.title, {
      also: places,
      text: [
        example.summary,
        ...example.results.map(({ says }) => says),
        plain(example.text.did),
      ].join(' '),
      within: places,
    });
  }
  for (const term of almanac.terms) {
    add('term', addresses.term(term), term.term, {
      also: term.also.join(' '),
      text: `${term.plain} ${term.why}`,
    });
  }
  for (const council of almanac.councils) {
    const type = almanac.about.types.find(({ id }) => id === council.type)?.name ?? '';
    add('council', addresses.council(council), council.name, {
      also: [council.short, ...council.also, council.site?.split('.')[0] ?? ''].join(' '),
      text: '',
      within: `${type}, ${council.nation}`,
    });
  }
  for (const outcome of almanac.workshops.length > 0 ? almanac.outcomes : []) {
    add('page', addresses.workshop(outcome), `${outcome.name}: run a session`, {
      also: 'workshop kit, session, facilitator, cards',
      text: almanac.workshops.map(({ summary }) => summary).join(' '),
      within: outcome.name,
    });
  }
  for (const page of almanac.pages) {
    add('page', `/${page.slug}`, page.title, { text: `${page.summary} ${plain(page.body)}` });
  }
  return documents;
});
