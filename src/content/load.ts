import type { Almanac } from './almanac.ts';
import { checkStructure } from './checks/structure.ts';
import { type ContentFiles, readContent } from './files.ts';
import { linkContent } from './link/link.ts';
import { type Problem, sortProblems } from './problem.ts';
import type { Library } from './published.ts';

export interface LoadedContent {
  /** Missing when the content has errors. */
  almanac: Almanac | undefined;
  files: ContentFiles;
  problems: Problem[];
}

/**
 * Reads, links and checks a content folder; all but the checks of prose, which take seconds (`checks/prose.ts`).
 * @param today ISO date against which review dates are judged
 * @param library what councils wrote themselves
 * @returns every problem found, in the order of its place, and the almanac when none of them is an error
 * @throws StartError when the folder holds no usable `almanac.yaml`
 */
export async function loadContent(
  folder: string,
  today: string,
  library?: Library,
): Promise<LoadedContent> {
  const problems: Problem[] = [];
  const files = await readContent(folder, problems);
  if (!files.almanac) return { almanac: undefined, files, problems: sortProblems(problems) };
  const almanac = linkContent(files, problems, library);
  checkStructure(files, almanac, today, problems);
  const broken = problems.some((problem) => problem.severity === 'error');
  return { almanac: broken ? undefined : almanac, files, problems: sortProblems(problems) };
}
