import assert from 'node:assert/strict';
import { glob, readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { transact } from '../src/db/transact.ts';
import { signedIn } from './browser-session.ts';
import { fillCouncil } from './council-of-each.ts';
import { testOnBoth } from './databases.ts';
import { startApp, WITHOUT_PRINTER } from './start-app.ts';

const FIELDS = {
  ...{ role: 'contributor', perspective: 'partner', suspended: 'yes', version: '1' },
  ...{ decision: 'approve', email: 'x@leeds.gov.uk', name: 'X', message: '' },
};

testOnBoth('a lead sees nothing of another council, on no page', async (database) => {
  const { app, site } = await startApp(WITHOUT_PRINTER, database);
  const own = await fillCouncil(database, 'leeds', 'quokka');
  const other = await fillCouncil(database, 'york', 'wombat');
  const lead = await signedIn(app, database, own.people.lead!.email);
  let pages = 0;
  for (const { method, path: pattern } of site.spaces!.routes) {
    if (method !== 'GET') continue;
    const url = fill(pattern, own.params);
    const { body, statusCode } = await lead.get(url);
    pages += 1;
    for (const mark of other.marks)
      assert.ok(!body.toLowerCase().includes(mark.toLowerCase()), `${url} holds ${mark} of York`);
    if (pattern.startsWith('/my/:council/people'))
      assert.ok(statusCode === 200 && body.includes('quokka'), `${url} is full of Leeds`);
  }
  assert.ok(pages > 10);
  await app.close();
});

testOnBoth('ids of another council in an address reach nothing', async (database) => {
  const { app, site } = await startApp(WITHOUT_PRINTER, database);
  const own = await fillCouncil(database, 'leeds', 'quokka');
  const other = await fillCouncil(database, 'york', 'wombat');
  const lead = await signedIn(app, database, own.people.lead!.email);
  const rows = () =>
    transact(database, 'everyone', async (handle) =>
      JSON.stringify([
        await handle.selectFrom('member').selectAll().where('council', '=', 'york').execute(),
        await handle.selectFrom('invitation').selectAll().where('council', '=', 'york').execute(),
        await handle.selectFrom('join_request').selectAll().where('council', '=', 'york').execute(),
        await handle.selectFrom('audit').selectAll().where('council', '=', 'york').execute(),
        await handle.selectFrom('round').selectAll().where('council', '=', 'york').execute(),
        await handle.selectFrom('sheet').selectAll().where('council', '=', 'york').execute(),
        await handle.selectFrom('answer').selectAll().where('council', '=', 'york').execute(),
        await handle.selectFrom('listing').selectAll().where('council', '=', 'york').execute(),
        await handle.selectFrom('circle').selectAll().orderBy('id').execute(),
        await handle.selectFrom('circle_note').selectAll().orderBy('id').execute(),
        await handle.selectFrom('circle_date').selectAll().orderBy('id').execute(),
        await handle.selectFrom('introduction').selectAll().orderBy('id').execute(),
        await handle.selectFrom('action').selectAll().where('council', '=', 'york').execute(),
        await handle
          .selectFrom('action_change')
          .selectAll()
          .where('council', '=', 'york')
          .execute(),
        await handle
          .selectFrom('action_comment')
          .selectAll()
          .where('council', '=', 'york')
          .execute(),
        await handle
          .selectFrom('action_depends')
          .selectAll()
          .where('council', '=', 'york')
          .execute(),
        await handle.selectFrom('plan_feed').selectAll().where('council', '=', 'york').execute(),
        await handle.selectFrom('plan_link').selectAll().where('council', '=', 'york').execute(),
        await handle
          .selectFrom('person')
          .select(['id', 'name', 'email'])
          .where('email', 'like', 'wombat%')
          .orderBy('id')
          .execute(),
      ]),
    );
  const before = await rows();
  let tried = 0;
  for (const { method, path: pattern } of site.spaces!.routes) {
    if (!pattern.includes('/:council')) continue;
    // The council is ours and what is below it is theirs; then the council is theirs as well.
    for (const council of ['leeds', 'york']) {
      const url = fill(pattern, { ...other.params, council });
      if (council === 'leeds' && url === fill(pattern, own.params)) continue;
      await lead.get('/my/leeds');
      const answer = method === 'GET' ? await lead.get(url) : await lead.post(url, FIELDS);
      assert.ok([303, 404].includes(answer.statusCode), `${method} ${url}: ${answer.statusCode}`);
      assert.doesNotMatch(answer.body, /wombat/, url);
      tried += 1;
    }
  }
  assert.ok(tried > 12);
  assert.equal(await rows(), before);
  await app.close();
});

const fill = (pattern: string, params: Record<string, string>): string =>
  pattern.replaceAll(/:(\w+)/g, (_whole, name: string) => params[name] ?? assert.fail(name));

/** Tables whose rows belong to a council. */
const OF_COUNCILS =
  /\b(?:selectFrom|insertInto|updateTable|deleteFrom|innerJoin|leftJoin|rightJoin|fullJoin|using)\(\s*\[?\s*'(\w+)/g;
const NOT_OF_COUNCILS = new Set([
  ...['person', 'session', 'sign_in', 'platform_role', 'attempt'],
  ...['mail', 'mail_refused', 'refusal_link', 'job', 'email_change'],
  ...['provider_sign_in', 'identity'],
  // Write-ups belong to their authors, who come from several councils: the door asks `isAuthor`.
  ...['writeup', 'writeup_part', 'writeup_author', 'writeup_invitation', 'writeup_version'],
  ...['writeup_review', 'writeup_picture', 'writeup_question'],
  ...['card_report', 'card_note', 'library_stamp'],
  // Written by people for everybody: who may read is decided by src/features/conversation/rules/visibility.ts.
  ...['thread', 'post', 'concern', 'ruling', 'ban', 'ban_network', 'follow', 'catch_up'],
]);

/** Functions that work on a council's table without naming the council, and why each may. */
const EXCEPTIONS: Record<string, string> = {
  'writeAudit in src/db/audit.ts':
    'the entry names its council, or none for what concerns no council',
  'listMemberships in src/features/space/members.ts':
    'the rows of one person, in a scope of that person',
  'listOwnRequests in src/features/space/requests.ts':
    'the rows of one person, in a scope of that person',
  'listPlaces in src/features/space/members.ts': 'the rows of one person, for that person',
  'listRequestsForLead in src/features/space/requests.ts':
    'the councils that this person leads, by the join',
  'listRoundsFor in src/features/assessment/reminders.ts':
    'the councils of this person, by the join',
  'findInvitation in src/features/space/invitations.ts': 'the secret of 256 bits names the council',
  'withPerson in src/features/space/requests.ts': 'the start of a query that its callers narrow',
  'addPrivateSheet in src/features/assessment/sheets.ts': 'a private sheet belongs to no council',
  'findPrivateSheet in src/features/assessment/sheets.ts':
    'the secret of 256 bits names the sheet, which belongs to no council',
  'forgetPrivateSheets in src/features/assessment/sheets.ts':
    'a job, and only for sheets of no council',
  'deleteSheet in src/features/assessment/sheets.ts': 'takes the sheet that its link was found by',
  'readAnswers in src/features/assessment/answers.ts':
    'takes the sheet, which was found by its council or its secret',
  'saveAnswer in src/features/assessment/answers.ts':
    'takes the sheet, which was found by its council or its secret',
  'addSheet in src/features/assessment/rounds.ts': 'the owner of the sheet names its council',
  'readByAddress in src/features/account/everything.ts':
    'the rows under one address, for its person',
  'listLedAlone in src/features/space/members.ts':
    'the councils that one person leads, for that person',
  'copyAgreed in src/features/assessment/copy-agreed.ts': 'both sheets are found by the council',
  'carrySheet in src/features/assessment/carry.ts':
    'takes the sheet, which was found by its council or its secret',
  'readEverything in src/features/account/everything.ts': 'the rows of one person, for that person',
  'forgetEnded in src/features/account/retention.ts': 'a job, for what has ended in any council',
  'remindOfRounds in src/features/assessment/reminders.ts':
    'a job: each member hears of their own council only',
  'tellOfRoundsOver in src/features/assessment/reminders.ts':
    'a job: each lead hears of their own council only',
  'deletePerson in src/features/account/everything.ts': 'the rows of one person, by that person',
  'forgetOldBrought in src/features/papers/brought.ts': 'a job, for what nobody came back to',
  'readAgreedLevels in src/features/assessment/agreed-levels.ts':
    'the councils that its caller names: those that agreed to be found, and the one that asks',
  'listBoard in src/features/together/board.ts': 'what is on the board is for others to read',
  'readBodies in src/features/together/board.ts': 'what is on the board is for others to read',
  'findOnBoard in src/features/together/board.ts': 'what is on the board is for others to read',
  'listCandidates in src/features/together/board.ts': 'what is on the board is for others to read',
  'listResults in src/features/together/board.ts': 'what is on the board is for others to read',
  'listFound in src/features/together/findable.ts': 'only who agreed to be found is in it',
  'withListing in src/features/together/introductions.ts':
    'the start of a query that its callers narrow',
  'tendBoard in src/features/together/ending.ts': 'a job, for what is over in any council',
  'openOnes in src/features/together/ending.ts': 'a job, for what is over in any council',
  'endOver in src/features/together/ending.ts': 'a job, for what is over in any council',
  'remind in src/features/together/ending.ts': 'a job: each council hears of its own only',
  'readTogether in src/features/together/person.ts': 'the rows of one person, for that person',
  'forgetTogether in src/features/together/person.ts': 'the rows of one person, by that person',
  'holdCircle in src/features/circles/circles.ts': 'holds the row, then finds it by the council',
  'setCouncils in src/features/circles/circles.ts':
    'takes the circle, which was found by a council that is in it',
  'setLearned in src/features/circles/circles.ts':
    'takes the circle, which was found by a council that is in it',
  'closeCircle in src/features/circles/circles.ts':
    'takes the circle, which was found by a council that is in it',
  'tendCircles in src/features/circles/ending.ts': 'a job, for circles of any council',
  'readCircles in src/features/circles/person.ts': 'the rows of one person, for that person',
  'forgetCircles in src/features/circles/person.ts': 'the rows of one person, by that person',
  'findCalendar in src/features/circles/contents.ts': 'the secret of 256 bits names the council',
  'listNotes in src/features/circles/contents.ts':
    'takes the circle, which was found by a council that is in it',
  'findNote in src/features/circles/contents.ts':
    'takes the circle, which was found by a council that is in it',
  'changeNote in src/features/circles/contents.ts':
    'takes the circle, which was found by a council that is in it',
  'listDates in src/features/circles/contents.ts':
    'takes the circle, which was found by a council that is in it',
  'addDate in src/features/circles/contents.ts':
    'takes the circle, which was found by a council that is in it',
  'removeDate in src/features/circles/contents.ts':
    'takes the circle, which was found by a council that is in it',
  'listPicks in src/features/circles/contents.ts':
    'takes the circle, which was found by a council that is in it',
  'readBroughtOf in src/features/papers/brought.ts': 'the rows of one person, for that person',
  'forgetBroughtOf in src/features/papers/brought.ts': 'the rows of one person, by that person',
  'findFeed in src/features/plan/feeds.ts': 'the secret of 256 bits names the council',
  'openPartnerLink in src/features/plan/partner-links.ts':
    'the secret of 256 bits names the council',
  'forgetPartnerLinks in src/features/plan/partner-links.ts':
    'a job, for what has ended in any council',
  'forgetSent in src/features/plan/sent.ts': 'a job, for what is old in any council',
  'listPlans in src/features/plan/notices.ts': 'a job: the councils that have a plan',
  'readOfPerson in src/features/plan/people.ts': 'the rows of one person, for that person',
  'forgetInPlans in src/features/plan/people.ts': 'the rows of one person, by that person',
  'keepOut in src/features/account/everything.ts': 'the rows of one person, by that person',
  'listAllRequests in src/features/space/requests.ts': 'for editors, whose route says so',
  'isAuthor in src/features/sharing/authors.ts':
    'one write-up and one person: the door asks before anything is read',
  'listHearers in src/features/sharing/authors.ts':
    'the authors of one write-up that are to be told of it',
  'listMentionsOf in src/features/plan/for-inbox.ts': 'the rows of one person, for that person',
  'listOverdueOf in src/features/plan/for-inbox.ts': 'the rows of one person, for that person',
  'moderatedListings in src/features/together/for-talk.ts':
    'what is on the board is for others to read, and for editors to take off',
  'readForCircles in src/features/plan/for-circles.ts':
    'each id comes with the council that chose to show it',
  'listAskedOfPerson in src/features/together/for-talk.ts':
    'what the councils of one person are asked, for that person',
  'listWritesFor in src/features/sharing/authors.ts': 'the councils of one person, for that person',
  'listSaid in src/features/sharing/cards.ts': 'what is public on a card, for editors',
  'readLiving in src/features/sharing/library.ts': 'what is public on the cards of all councils',
  'readOfPerson in src/features/sharing/keeper.ts': 'the rows of one person, for that person',
};

test('every store function of a council’s table takes the council', async () => {
  const root = path.resolve(import.meta.dirname, '..');
  const without: string[] = [];
  let checked = 0;
  for await (const file of glob('src/**/*.ts', { cwd: root })) {
    if (file.endsWith('.test.ts') || file.includes('migrations')) continue;
    for (const { name, head, body } of functionsOf(await readFile(path.join(root, file), 'utf8'))) {
      const tables = [...body.matchAll(OF_COUNCILS)].map(([, table]) => table!);
      if (!tables.some((table) => !NOT_OF_COUNCILS.has(table)) && !/\bwithPerson\(/.test(body))
        continue;
      checked += 1;
      const takes = /\bcouncil: string/.test(head);
      const uses =
        /where\('(?:\w+\.)?(?:to_)?council', '=', council\)|^\s+council,$|\bamong\(council\)/m.test(
          body,
        );
      if (!(takes && uses)) without.push(`${name} in ${file}`);
    }
  }
  assert.ok(checked > 12);
  assert.deepEqual(without.sort(), Object.keys(EXCEPTIONS).sort());
});

/** The functions at the top of a file: their name, what they take, and all of their text. */
function functionsOf(text: string): { name: string; head: string; body: string }[] {
  const starts = /^(?:export )?(?:async )?(?:function|const) (\w+)/gm;
  const found = [...text.matchAll(starts)];
  return found.map((match, index) => {
    const body = text.slice(match.index, found[index + 1]?.index);
    return {
      name: match[1]!,
      head: body.slice(0, body.search(/\)(?:: [^\n]*)? (?:=>|\{)\s/) + 1),
      body,
    };
  });
}
