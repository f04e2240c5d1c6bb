import { isOverLimit, type Limit, networkOf } from '../../../db/attempts.ts';
import type { Handle } from '../../../db/connect.ts';
import { transact } from '../../../db/transact.ts';
import { FileRefused } from '../../../files/read-spreadsheet.ts';
import { KnownError } from '../../../lib/errors.ts';
import { toFormView } from '../../../web/forms/form-view.ts';
import { type Reply, type Route, redirect, type Visit } from '../../../web/visits/visit.ts';
import { type Given, readAnswers, saveAnswer } from '../answers.ts';
import type { AssessmentNeeds, Desk, DeskPlace } from '../needs.ts';
import { holdRound } from '../rounds.ts';
import type { Answers } from '../rules/answers.ts';
import { answerInWords } from '../views.ts';
import { bookletRoutes } from './booklet-routes.ts';
import { readPrivateLink } from './private-link.ts';
import { readAnswersFile } from './read-answers-file.ts';

const MOST = 2_000_000;
const FILES: Limit = { name: 'files by address', most: 60, span: 3_600_000 };

/** The answers as a spreadsheet to fill in, and the way to bring them back. The same for every kind of sheet. */
export function fileRoutes(needs: AssessmentNeeds, place: DeskPlace): Route[] {
  const { database, show, almanac } = needs;
  const editions = { edition: almanac.about.edition, editions: almanac.editions };
  const read = (visit: Visit) =>
    transact(database, place.scope(visit), async (handle) => {
      const desk = await place.findDesk(handle, visit);
      if (!desk) throw new KnownError(404, 'There is no such assessment.');
      return { desk, answers: await readAnswers(handle, desk.sheet) };
    });

  const bringPage = (visit: Visit, desk: Desk, problems: readonly string[] = []): Reply => {
    const summary = problems.length > 0 ? [{ field: 'file', text: problems[0] ?? '' }] : [];
    return show(
      visit,
      'bring.njk',
      'Bring answers from a file',
      {
        desk: { title: desk.title, base: desk.base },
        open: desk.open,
        form: toFormView(visit, { link: visit.form.get('link') ?? '' }, summary),
        council: desk.sheet.council !== null,
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
    const link = (visit.form.get('link') ?? '').trim();
    if (!visit.upload && link === '')
      return bringPage(visit, desk, [
        'Choose a file (.xlsx, .csv or .json), or give a private link',
      ]);
    const over = await transact(database, 'everyone', (handle) =>
      isOverLimit(handle, FILES, networkOf(visit.ip), visit.now),
    );
    if (over)
      return bringPage(visit, desk, ['Many files came from your network. Try again in an hour.']);
    try {
      const { answers: given, problems } = visit.upload
        ? await readAnswersFile(visit.upload.data, desk.items, editions)
        : await readPrivateLink(needs, visit, link, desk.items);
      if (problems.length > 0) return bringPage(visit, desk, problems);
      if (given.length === 0) return bringPage(visit, desk, ['The file holds no answers.']);
      const different = given.filter((each) => isDifferent(each, answers));
      if (visit.form.get('sure') !== 'yes' && different.some(({ item }) => answers.has(item)))
        return changesPage(visit, desk, answers, different, visit.upload ? '' : link);
      await transact(database, place.scope(visit), async (handle) => {
        const { council, round_id: round } = desk.sheet;
        if (council && round) await holdRound(database, handle, council, round);
        if ((await place.findDesk(handle, visit))?.open)
          await keep(handle, desk, answers, different, visit.now);
      });
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
    link: string,
  ): Reply => {
    const itemOf = new Map(desk.items.map((item) => [item.id, item]));
    return show(visit, 'bring-changes.njk', 'These answers would change', {
      desk: { title: desk.title, base: desk.base },
      form: toFormView(visit, { link }),
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
    {
      method: 'GET',
      path: `${path}/bring`,
      access,
      handle: async (visit) => bringPage(visit, (await read(visit)).desk),
    },
    { method: 'POST', path: `${path}/bring`, access, handle: bring, keepsForm: true, upload: MOST },
    ...bookletRoutes(needs, place),
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
