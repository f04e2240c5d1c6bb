import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { createTextDocument, DocumentValidator } from 'cspell-lib';

/** Forms of American English, and words that the voice of the almanac does without. */
const FLAGGED = [
  'analyze',
  'behavior',
  'center',
  'color',
  'defense',
  'digitalization',
  'enrollment',
  'favor',
  'fulfill',
  'labor',
  'license->licence',
  'modernize',
  'neighborhood',
  'optimize',
  'organization',
  'organize',
  'prioritize',
  'realize',
  'recognize',
  'standardize',
  'summarize',
  'utilize',
].map((word) => word.replace('->', ': '));

export interface UnknownWord {
  word: string;
  /** Line within the given text, from 0. */
  line: number;
}

/**
 * Finds words that neither the British dictionary nor `words.txt` of the content folder knows.
 * @param text running text, a passage a line
 */
export async function findUnknownWords(
  text: string,
  contentFolder: string,
): Promise<UnknownWord[]> {
  const own = await readFile(path.join(contentFolder, 'words.txt'), 'utf8').catch(() => '');
  const words = own
    .split('\n')
    .map((word) => word.replace(/#.*/, '').trim())
    .filter(Boolean);
  const british = createRequire(import.meta.url).resolve('@cspell/dict-en-gb/cspell-ext.json');
  const document = createTextDocument({
    uri: 'file:///almanac.txt',
    content: text,
    languageId: 'plaintext',
  });
  const validator = new DocumentValidator(
    document,
    { noConfigSearch: true },
    {
      language: 'en-GB',
      import: [british],
      words,
      flagWords: FLAGGED,
      caseSensitive: false,
      minWordLength: 4,
      maxNumberOfProblems: 10_000,
      maxDuplicateProblems: 1000,
      dictionaries: ['!en_us'],
    },
  );
  await validator.prepare();
  return validator.checkText([0, text.length], text, []).map((issue) => ({
    word: issue.text,
    line: text.slice(0, issue.offset).split('\n').length - 1,
  }));
}
