import assert from 'node:assert/strict';
import { fillCouncil } from '../../../test/council-of-each.ts';
import { testOnBoth } from '../../../test/databases.ts';
import { transact } from '../../db/transact.ts';
import { readAnswers, saveAnswer } from './answers.ts';
import { findAgreedLevels, raiseAnswer } from './for-the-plan.ts';
import { listEvents } from './round-events.ts';
import { closeRound, findAgreedSheet, openRound } from './rounds.ts';

const now = new Date('2026-11-24T10:00:00Z');
const answer = (item: string, choice: 1 | 2 | 'unknown') => ({
  ...{ item, choice, note: 'Before.', evidence: '', evidenceDate: '', evidenceOwner: '' },
  ...{ confidence: '' as const, dissent: '' },
});

testOnBoth(
  'the plan reads what was agreed last and raises an answer, which the round’s log remembers',
  async (database) => {
    const { people } = await fillCouncil(database, 'leeds', 'quokka', now);
    await fillCouncil(database, 'york', 'wombat', now);
    await transact(database, { council: 'leeds' }, async (handle) => {
      assert.deepEqual((await findAgreedLevels(handle, 'leeds')).levels, new Map(), 'a quick look');
      const about = { name: 'Autumn', depth: 'full', edition: '2026', before: null } as const;
      const round = await openRound(
        handle,
        'leeds',
        { ...about, outcomes: ['data'], closesOn: '2026-12-10' },
        now,
      );
      const sheet = (await findAgreedSheet(handle, 'leeds', round))!;
      await saveAnswer(handle, sheet, answer('data.maturity', 2), 0, now);
      await saveAnswer(handle, sheet, answer('data.ownership', 'unknown'), 0, now);
      const raise = { level: 3, evidence: 'Committee minute', note: 'Done.', by: people.lead!.id };
      const up = (item: string) => raiseAnswer(handle, 'leeds', { ...raise, item }, now);
      assert.equal((await findAgreedLevels(handle, 'leeds')).round, undefined, 'still open');
      assert.equal(await up('data.maturity'), false);
      await closeRound(handle, 'leeds', round, '[]', now);
      const agreed = await findAgreedLevels(handle, 'leeds');
      assert.deepEqual(agreed, { round, levels: new Map([['data.maturity', 2]]) });

      assert.equal(await up('data.maturity'), true);
      assert.equal(await up('data.maturity'), true, 'twice does no harm');
      assert.equal(await up('data.ownership'), true);
      assert.equal(await up('data.nothing'), false);
      const { levels } = await findAgreedLevels(handle, 'leeds');
      assert.deepEqual([...levels.values()], [3, 3]);
      const kept = (await readAnswers(handle, sheet)).get('data.maturity')!;
      assert.equal(kept.evidence, 'Committee minute');
      assert.equal(kept.note, 'Before.\nDone.');
      const events = await listEvents(handle, 'leeds', round, 'data.maturity');
      assert.deepEqual(
        events.map(({ kind, says }) => [kind, says]),
        [['raised', 'From 2 to 3, by a finished action of the plan.']],
      );
      assert.equal(
        await raiseAnswer(handle, 'york', { ...raise, item: 'data.maturity' }, now),
        false,
        'the wall around a council holds',
      );
    });
  },
);
