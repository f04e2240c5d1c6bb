import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { z } from 'zod';
import { StartError } from '../lib/errors.ts';
import { parseSource } from './parse.ts';
import { type Problem, quote } from './problem.ts';
import { readSource, type Source } from './read.ts';
import { type AlmanacFile, almanacSchema } from './schema/almanac.ts';
import { type Edition, editionSchema } from './schema/editions.ts';
import { type FrameworkFile, frameworkSchema, type Term, termSchema } from './schema/language.ts';
import { type MadeUp, madeUpSchema } from './schema/made-up.ts';
import * as schema from './schema/outcome.ts';
import {
  type News,
  newsSchema,
  type PageFile,
  pageSchema,
  type Retired,
  retiredSchema,
} from './schema/pages.ts';
import { type ExampleFile, exampleSchema } from './schema/practice.ts';
import { combinedSchema, registerSchema } from './schema/register.ts';
import { type SharingFile, sharingSchema } from './schema/sharing.ts';
import { type WorkshopFile, workshopSchema } from './schema/workshop.ts';
import { type MonthFile, monthSchema } from './schema/year.ts';

/** A parsed file beside the source that it came from, so that later checks can name its lines. */
export interface Parsed<T> {
  value: T;
  source: Source;
}

/** Everything in the content folder that fits its schema, not yet linked. */
export interface ContentFiles {
  almanac: Parsed<AlmanacFile>;
  outcomes: OutcomeFiles[];
  examples: Parsed<ExampleFile>[];
  glossary: Parsed<Term[]> | undefined;
  frameworks: Parsed<FrameworkFile>[];
  months: Parsed<MonthFile>[];
  retired: Parsed<Retired[]> | undefined;
  news: Parsed<News[]> | undefined;
  madeUp: Parsed<MadeUp> | undefined;
  editions: Parsed<Edition[]> | undefined;
  sharing: Parsed<SharingFile> | undefined;
  register: Parsed<z.output<typeof registerSchema>>[];
  combined: Parsed<z.output<typeof combinedSchema>> | undefined;
  pages: Parsed<PageFile>[];
  workshops: Parsed<WorkshopFile>[];
}

export interface OutcomeFiles {
  slug: string;
  outcome: Parsed<schema.OutcomeFile>;
  targets: Parsed<schema.TargetFile[]>;
  steps: Parsed<schema.StepFile>[];
  questions: Parsed<schema.QuestionFile[]>;
  readings: Parsed<schema.ReadingFile[]>;
}

/**
 * Reads and parses a content folder.
 * @param problems gets what does not parse; what does parse is still returned
 * @throws StartError when there is no folder, or its `almanac.yaml` cannot be used: nothing else can be judged then
 */
export async function readContent(folder: string, problems: Problem[]): Promise<ContentFiles> {
  const read = async <S extends z.ZodType>(file: string, shape: S) => {
    const source = await readSource(folder, file, problems);
    const value = source && parseSource(source, shape, problems);
    return source && value !== undefined ? { source, value } : undefined;
  };
  const list = (under: string, ending: string) => listFiles(folder, under, ending);
  const readAll = async <S extends z.ZodType>(files: string[], shape: S) =>
    (await Promise.all(files.map((file) => read(file, shape)))).filter(present);
  const readIf = async <S extends z.ZodType>(file: string, shape: S) =>
    (await list('.', file)).length > 0 ? read(file, shape) : undefined;

  if ((await list('.', 'almanac.yaml')).length === 0) {
    throw new StartError(`No almanac.yaml in ${folder}: CONTENT_DIR must name a content folder.`);
  }
  const almanac = await read('almanac.yaml', almanacSchema);
  if (!almanac) return { almanac: undefined as never, ...nothing };

  await refuseUnlisted(folder, almanac, problems);
  const outcomes = await Promise.all(
    almanac.value.outcomes.map(async (slug): Promise<OutcomeFiles | undefined> => {
      const under = `outcomes/${slug}`;
      const [outcome, targets, questions, readings] = await Promise.all([
        read(`${under}/outcome.md`, schema.outcomeSchema),
        read(`${under}/targets.yaml`, schema.targetSchema.array()),
        read(`${under}/questions.yaml`, schema.questionSchema.array()),
        read(`${under}/reading.yaml`, schema.readingSchema.array()),
      ]);
      const steps = await readAll(await list(`${under}/steps`, '.md'), schema.stepSchema);
      if (!outcome || !targets || !questions || !readings) return undefined;
      return { slug, outcome, targets, questions, readings, steps };
    }),
  );
  const registerFiles = (await list('register', '.yaml')).filter(
    (file) => !file.endsWith(COMBINED),
  );
  return {
    almanac,
    outcomes: outcomes.filter(present),
    examples: await readAll(await list('practice', '.md'), exampleSchema),
    glossary: await readIf('glossary.yaml', termSchema.array()),
    frameworks: await readAll(await list('crosswalk', '.yaml'), frameworkSchema),
    months: await readAll(await list('year', '.md'), monthSchema),
    news: await readIf('news.yaml', newsSchema.array()),
    madeUp: await readIf('made-up.yaml', madeUpSchema),
    editions: await readIf('editions.yaml', editionSchema.array()),
    sharing: await readIf('sharing.yaml', sharingSchema),
    retired: await readIf('retired.yaml', retiredSchema.array()),
    register: await readAll(registerFiles, registerSchema),
    combined: (await list('register', COMBINED)).length
      ? await read(`register/${COMBINED}`, combinedSchema)
      : undefined,
    pages: await readAll(await list('pages', '.md'), pageSchema),
    workshops: await readAll(await list('workshop', '.md'), workshopSchema),
  };
}

const COMBINED = 'combined-authorities.yaml';
const nothing = {
  outcomes: [],
  examples: [],
  glossary: undefined,
  frameworks: [],
  months: [],
  retired: undefined,
  register: [],
  combined: undefined,
  news: undefined,
  madeUp: undefined,
  editions: undefined,
  sharing: undefined,
  pages: [],
  workshops: [],
};
const present = <T>(value: T | undefined): value is T => value !== undefined;

async function listFiles(folder: string, under: string, ending: string): Promise<string[]> {
  try {
    const names = await readdir(path.join(folder, under));
    const prefix = under === '.' ? '' : `${under}/`;
    return names
      .filter((name) => name.endsWith(ending))
      .sort()
      .map((name) => `${prefix}${name}`);
  } catch {
    return [];
  }
}

async function refuseUnlisted(
  folder: string,
  almanac: Parsed<AlmanacFile>,
  problems: Problem[],
): Promise<void> {
  const listed = new Set(almanac.value.outcomes);
  for (const slug of await listFiles(folder, 'outcomes', '')) {
    const name = slug.replace('outcomes/', '');
    if (listed.has(name)) continue;
    problems.push({
      file: slug,
      line: 1,
      field: 'folder',
      found: quote(name),
      expected: 'an outcome that almanac.yaml lists under "outcomes"',
      severity: 'error',
    });
  }
}
