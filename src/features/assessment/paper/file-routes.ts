import { isOverLimit, type Limit, networkOf } from '../../../db/attempts.ts';
import type { Handle } from '../../../db/connect.ts';
import { transact } from '../../../db/transact.ts';
import { FileRefused } from '../../../files/read-spreadsheet.ts';
import { KnownError } from '../../../lib/errors.ts';
import { toFormView } from '../../../web/forms/form-view.ts';
import { file, type Reply, type Route, redirect, type Visit } from '../../../web/visits/visit.ts';
import { type Given, readAnswers, saveAnswer } from '../answers.ts';
import type { AssessmentNeeds, Desk, DeskPlace } from '../needs.ts';
import type { Answers } from '../rules/answers.ts';
import { answerInWords } from '../views.ts';
import { writeAnswerSheet } from './answer-sheet.ts';
import { readAnswersFile } from './read-answers-file.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const MOST = 2_000_000;
const FILES: Limit = { name: 'files by address', most: 60, span: 3_600_000 };

/** The answers as a spreadsheet to fill in, and the way to bring them back. The same for every kind of sheet. */
export function fileRoutes({ database, show }: AssessmentNeeds, place: DeskPlace): Route[] {
  const read = (visit: Visit) =>
    transact(database, place.scope(visit), async (handle) => {
      const desk = await place.findDesk(handle, visit);
      if (!desk) throw new KnownError(404, 'There is no such assessment.');
      return { desk, answers: await readAnswers(handle, desk.sheet) };
    });

  const spreadsheet = async (visit: Visit): Promise<Reply> => {
    const { desk, answers } = await read(visit);
    return file('assessment.xlsx', XLSX, await writeAnswerSheet(desk, answers));
  };

  const bringPage = (visit: Visit, desk: Desk, problems: readonly string[] = []): Reply => {
    const summary = problems.length > 0 ? [{ field: 'file', text: problems[0] ?? '' }] : [];
    return show(
      visit,
      'bring.njk',
      'Bring answers from a file',
      {
        desk: { title: desk.title, base: desk.base },
        open: desk.open,
        form: toFormView(visit, {}, summary),
        cells: problems.slice(1, 50),
        more: Math.max(0, problems.length - 50),
      },
      problems.length > 0 ? 400 : 200,
    );
  };

  const bring = async (visit: Visit): Promise<Reply> => {
    const { desk, answers } = await read(visit);
    if (!desk.open) return redirect(`${desk.base}/check?done=closed`);
    if (visit.stale)
      return bringPage(visit, desk, ['This form was open for a long time. Choose the file again.']);
    if (!visit.upload) return bringPage(visit, desk, ['Choose a file: .xlsx or .json']);
    const over = await transact(database, 'everyone', (handle) =>
      isOverLimit(handle, FILES, networkOf(visit.ip), visit.now),
    );
    if (over)
      return bringPage(visit, desk, ['Many files came from your network. Try again in an hour.']);
    try {
      const { answers: given, problems } = await readAnswersFile(visit.upload.data, desk.items);
      if (problems.length > 0) return bringPage(visit, desk, problems);
      if (given.length === 0) return bringPage(visit, desk, ['The file holds no answers.']);
      const different = given.filter((each) => isDifferent(each, answers));
      if (visit.form.get('sure') !== 'yes' && different.some(({ item }) => answers.has(item)))
        return changesPage(visit, desk, answers, different);
      await transact(database, place.scope(visit), (handle) =>
        keep(handle, desk, answers, different, visit.now),
      );
      return redirect(`${desk.base}/check?done=brought`);
    } catch (error) {
      if (error instanceof FileRefused) return bringPage(visit, desk, [error.message]);
      throw error;
    }
  };

  /** Answers that would be replaced are shown first: nothing is lost unasked. */
  const changesPage = (
    visit: Visit,
    desk: Desk,
    answers: Answers,
    different: readonly Given[],
  ): Reply => {
    const itemOf = new Map(desk.items.map((item) => [item.id, item]));
    return show(visit, 'bring-changes.njk', 'These answers would change', {
      desk: { title: desk.title, base: desk.base },
      form: toFormView(visit),
      changes: different.flatMap((given) => {
        const item = itemOf.get(given.item);
        const now = answers.get(given.item);
        return item && now
          ? [
              {
                name: item.name,
                outcome: item.outcome.name,
                from: answerInWords(item, now),
                to: answerInWords(item, { ...now, ...given }),
              },
            ]
          : [];
      }),
    });
  };

  const { path, access } = place;
  return [
    { method: 'GET', path: `${path}/answers.xlsx`, access, handle: spreadsheet },
    {
      method: 'GET',
      path: `${path}/bring`,
      access,
      handle: async (visit) => bringPage(visit, (await read(visit)).desk),
    },
    { method: 'POST', path: `${path}/bring`, access, handle: bring, keepsForm: true, upload: MOST },
  ];
}

const FIELDS = [
  'choice',
  'note',
  'evidence',
  'evidenceDate',
  'evidenceOwner',
  'confidence',
  'dissent',
] as const;

function isDifferent(given: Given, answers: Answers): boolean {
  const now = answers.get(given.item);
  return !now || FIELDS.some((field) => now[field] !== given[field]);
}

async function keep(
  handle: Handle,
  { sheet }: Desk,
  answers: Answers,
  given: readonly Given[],
  now: Date,
) {
  for (const each of given)
    await saveAnswer(handle, sheet, each, answers.get(each.item)?.version ?? 0, now);
}
