import assert from 'node:assert/strict';
import { fillCouncil } from '../../../test/council-of-each.ts';
import { testOnBoth } from '../../../test/databases.ts';
import { transact } from '../../db/transact.ts';
import { saveAnswer } from './answers.ts';
import { remindOfRounds, tellOfRoundsOver } from './reminders.ts';
import { closeRound, findRound, openRound, openVoiceSheet } from './rounds.ts';

const site = 'https://almanac.example';
const now = new Date('2026-11-24T10:00:00Z');
const day = (count: number) => new Date(now.getTime() + count * 86_400_000);

const AUTUMN = {
  name: 'Autumn',
  depth: 'quick',
  outcomes: ['data'],
  edition: '2026',
  closesOn: '2026-12-10',
  before: null,
} as const;

testOnBoth(
  'who has not begun is reminded a week and a day before, who has is not, nor who may not answer',
  async (database) => {
    const { people } = await fillCouncil(database, 'leeds', 'quokka', now);
    const sent = await transact(database, 'everyone', async (handle) => {
      const id = await openRound(handle, 'leeds', AUTUMN, now);
      const opened = (await findRound(handle, 'leeds', id))!;
      const remind = (at: Date) => remindOfRounds(handle, { site, title: 'Almanac' }, at);
      const counts = [await remind(day(8)), await remind(day(9)), await remind(day(10))];
      const voice = { id: people.lead!.id, perspective: null };
      const sheet = (await openVoiceSheet(handle, 'leeds', opened, voice, now))!;
      const answer = {
        item: 'data',
        choice: 2,
        note: '',
        evidence: '',
        evidenceDate: '',
        evidenceOwner: '',
        confidence: '',
        dissent: '',
      } as const;
      await saveAnswer(handle, sheet, answer, 0, now);
      return [...counts, await remind(day(15)), await remind(day(16))];
    });
    assert.deepEqual(sent, [0, 2, 0, 1, 0], 'lead and contributor, then the contributor alone');
    const letters = await database.kysely
      .selectFrom('mail')
      .selectAll()
      .where('kind', '=', 'round-reminder')
      .execute();
    assert.match(letters[0]!.body, /until 10 December 2026/);
    assert.match(String(letters[0]!.refuse), /\/refuse\//);
  },
);

testOnBoth('of a round for chosen people, only those are reminded', async (database) => {
  const { people } = await fillCouncil(database, 'leeds', 'quokka', now);
  const asked = [people.contributor!.id];
  await transact(database, 'everyone', async (handle) => {
    await openRound(handle, 'leeds', { ...AUTUMN, asked }, now);
    assert.equal(await remindOfRounds(handle, { site, title: 'Almanac' }, day(9)), 1);
  });
  const letters = await database.kysely
    .selectFrom('mail')
    .select('recipient')
    .where('kind', '=', 'round-reminder')
    .execute();
  assert.deepEqual(
    letters.map(({ recipient }) => recipient),
    [people.contributor!.email],
  );
});

testOnBoth(
  'the day after its last day the leads hear once that a round is over, and not when it was closed',
  async (database) => {
    const { people } = await fillCouncil(database, 'leeds', 'quokka', now);
    const counts = await transact(database, 'everyone', async (handle) => {
      const id = await openRound(handle, 'leeds', AUTUMN, now);
      const tell = (at: Date) => tellOfRoundsOver(handle, { site, title: 'Almanac' }, at);
      const open = [await tell(day(16)), await tell(day(17)), await tell(day(18))];
      await closeRound(handle, 'leeds', id, '[]', day(17));
      return [...open, await tell(day(17))];
    });
    assert.deepEqual(counts, [0, 1, 0, 0]);
    const letters = await database.kysely
      .selectFrom('mail')
      .select(['recipient', 'body'])
      .where('kind', '=', 'round-over')
      .execute();
    assert.equal(letters.length, 1);
    assert.equal(letters[0]!.recipient, people.lead!.email, 'not the lead who is suspended');
    assert.match(letters[0]!.body, /was yesterday/);
  },
);
