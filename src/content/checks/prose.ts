import type { ContentFiles } from '../files.ts';
import { type Problem, sortProblems } from '../problem.ts';
import { collectProse, type Prose } from './passages.ts';
import { EMPTY_WORDS, plainTerms } from './plain-language.ts';
import { readingAge, splitSentences, splitWords } from './reading-age.ts';
import { Report } from './report.ts';
import { findUnknownWords } from './spelling.ts';

/**
 * The checks of prose: sentences, reading age by page, empty words and spelling. Seconds, so not at start.
 * @param only a path that a problem's file must start with; all files when left out
 */
export async function checkProse(
  files: ContentFiles,
  contentFolder: string,
  only = '',
): Promise<Problem[]> {
  const problems: Problem[] = [];
  const report = new Report(problems);
  const prose = collectProse(files).filter(({ source }) => source.file.startsWith(only));
  const longest = files.almanac.value.sentence_words;
  for (const { source, line, text } of prose) {
    for (const sentence of splitSentences(text)) {
      const count = splitWords(sentence).length;
      if (count > longest)
        report.inText(
          source,
          line,
          `${count} words: ${sentence}`,
          `${longest} words or fewer in a sentence`,
        );
      const empty = EMPTY_WORDS.exec(sentence)?.[0];
      if (empty) report.inText(source, line, empty, 'a plain word that says what happens');
    }
  }
  checkReadingAge(files, prose, report);
  const lines = prose.map(({ text }) => text.replaceAll(/\s+/g, ' '));
  for (const { word, line } of await findUnknownWords(lines.join('\n'), contentFolder)) {
    const at = prose[line];
    if (at)
      report.inText(
        at.source,
        at.line,
        word,
        'a word that the British dictionary or content/words.txt knows',
      );
  }
  return sortProblems(problems);
}

function checkReadingAge(files: ContentFiles, prose: Prose[], report: Report): void {
  const limits = files.almanac.value.reading_age;
  const plain = termsOf(files);
  for (const [page, passages] of Map.groupBy(prose, (each) => each.page)) {
    const [first] = passages;
    if (!first) continue;
    const age = readingAge(
      passages.map(({ text }) => text),
      plain,
    );
    const limit = limits[first.audience];
    if (age <= limit) continue;
    report.inText(
      first.source,
      first.line,
      `reading age ${age.toFixed(1)} in ${page}`,
      `${limit} or lower: shorter sentences, shorter words`,
    );
  }
}

const termsOf = (files: ContentFiles): RegExp =>
  plainTerms([
    ...(files.glossary?.value ?? []).flatMap(({ term, also }) => [term, ...also]),
    ...files.outcomes.map(({ outcome }) => outcome.value.name),
  ]);
