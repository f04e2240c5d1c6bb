import assert from 'node:assert/strict';
import { fillCouncil } from '../../../test/council-of-each.ts';
import { testOnBoth } from '../../../test/databases.ts';
import { Clock, testConfig } from '../../../test/start-app.ts';
import { loadContent } from '../../content/load.ts';
import type { Database } from '../../db/connect.ts';
import { transact } from '../../db/transact.ts';
import { setRefused } from '../../mail/notices.ts';
import { listActions } from './actions.ts';
import { addComment, listComments } from './comments.ts';
import { sendPlanNotices } from './notices.ts';
import { forgetInPlans, readOfPerson } from './people.ts';
import { EMPTY_DRAFT } from './rules/action.ts';
import { handOverPlans } from './succession.ts';
import { putIntoPlan } from './write-action.ts';

const DAY = 86_400_000;
const about = { site: 'https://almanac.example', title: 'Almanac', nameOf: () => 'Leeds' };

const mail = async (database: Database) =>
  (
    await transact(database, 'everyone', (handle) =>
      handle.selectFrom('mail').select(['kind', 'recipient']).orderBy('id').execute(),
    )
  )
    .filter(({ kind }) => kind.startsWith('plan-'))
    .map(({ kind, recipient }) => `${kind} ${recipient.split('@')[0]}`);

testOnBoth(
  'mail of the plan comes in its time, once, and to nobody it does not concern',
  async (database) => {
    const clock = new Clock('2026-11-23T08:00:00.000Z');
    const { people, params } = await fillCouncil(database, 'leeds', 'quokka', clock.now());
    const draft = {
      ...EMPTY_DRAFT,
      title: 'Test the backups',
      status: 'agreed' as const,
      ownerId: people.contributor!.id,
      due: '2027-03-10',
    };
    await transact(database, { council: 'leeds' }, async (handle) => {
      // Left from the filling: done, and nobody's.
      await handle.deleteFrom('action').where('id', '=', params.action!).execute();
      await putIntoPlan(
        handle,
        { council: 'leeds', by: people.contributor!.id },
        [draft],
        clock.now(),
      );
    });
    const run = async () => {
      const before = (await mail(database)).length;
      await sendPlanNotices(database, about, clock.now());
      await sendPlanNotices(database, about, clock.now());
      return (await mail(database)).slice(before);
    };
    assert.deepEqual(await run(), [], 'nothing concerns anybody yet');
    clock.pass(61 * DAY);
    assert.deepEqual(await run(), ['plan-silent quokka-contributor'], 'silent since, asked once');
    clock.pass(DAY);
    assert.deepEqual(await run(), []);
    clock.pass(31 * DAY);
    assert.equal(clock.now().toISOString().slice(0, 10), '2027-02-24');
    assert.deepEqual(
      await run(),
      ['plan-reminder quokka-contributor', 'plan-digest quokka-contributor'],
      'two weeks before, and this week’s digest',
    );
    clock.pass(2 * DAY);
    assert.deepEqual(await run(), [], 'the same week');
    clock.pass(11 * DAY);
    const last = ['plan-reminder quokka-contributor', 'plan-digest quokka-contributor'];
    assert.deepEqual(await run(), last, 'two days before');
    await transact(database, 'everyone', (handle) =>
      setRefused(handle, people.contributor!.id, ['plan-digest']),
    );
    clock.pass(7 * DAY);
    assert.deepEqual(await run(), [], 'refused');
    await transact(database, 'everyone', (handle) =>
      handle.deleteFrom('member').where('person_id', '=', people.contributor!.id).execute(),
    );
    clock.pass(7 * DAY);
    assert.deepEqual(
      await run(),
      ['plan-digest quokka-lead'],
      'the owner has left: a lead hears of it',
    );
    const { body } = await transact(database, 'everyone', (handle) =>
      handle
        .selectFrom('mail')
        .select('body')
        .where('kind', '=', 'plan-digest')
        .orderBy('id', 'desc')
        .limit(1)
        .executeTakeFirstOrThrow(),
    );
    assert.match(body, /Their owner has left.*Test the backups/s);
    assert.match(body, /No more mail of this kind: https:\/\/almanac.example\/refuse\//);
  },
);

testOnBoth(
  'when a council has ended, its open actions go on with its successor, once',
  async (database) => {
    const { almanac } = await loadContent(testConfig().CONTENT_DIR, '2026-11-23');
    const old = almanac!.councils.find(({ end, successors }) => end && successors.length > 0)!;
    const after = new Date(Date.parse(old.end!) + 2 * DAY);
    const { people } = await fillCouncil(database, old.slug, 'quokka', new Date('2026-11-23'));
    const draft = {
      ...EMPTY_DRAFT,
      title: 'Test the backups',
      status: 'agreed' as const,
      ownerId: people.lead!.id,
      due: '2099-01-01',
    };
    await transact(database, { council: old.slug }, (handle) =>
      putIntoPlan(handle, { council: old.slug, by: null }, [draft], new Date('2026-11-24')),
    );
    assert.equal(
      await handOverPlans(database, almanac!.councils, new Date('2026-11-25')),
      0,
      'not before',
    );
    assert.equal(await handOverPlans(database, almanac!.councils, after), 1);
    assert.equal(await handOverPlans(database, almanac!.councils, after), 0);
    for (const { slug } of old.successors) {
      const [action, ...more] = await transact(database, { council: slug }, (handle) =>
        listActions(handle, slug),
      );
      assert.deepEqual(more, []);
      assert.equal(action?.title, 'Test the backups');
      assert.equal(action?.ownerId, '', 'people of the old council stay behind');
      assert.match(action?.statusNote ?? '', new RegExp(`Taken over from ${old.name}`));
    }
    const left = await transact(database, { council: old.slug }, (handle) =>
      listActions(handle, old.slug),
    );
    assert.ok(left.every(({ status }) => status === 'done' || status === 'stopped'));
  },
);

testOnBoth(
  'who deletes their account is named nowhere in plans, and can read before what is kept',
  async (database) => {
    const now = new Date('2026-11-24T10:00:00Z');
    const { people, params } = await fillCouncil(database, 'leeds', 'quokka', now);
    const lead = people.lead!.id;
    await transact(database, 'everyone', async (handle) => {
      const said = {
        action: params.action!,
        by: people.contributor!.id,
        body: 'Ask @quokka lead',
        mentions: [lead],
      };
      await addComment(handle, 'leeds', said, now);
      const kept = JSON.stringify(await readOfPerson(handle, lead));
      assert.match(kept, /quokka action/);
      assert.match(kept, /quokka says/);
      assert.doesNotMatch(kept, /"hash"/);
      await forgetInPlans(handle, lead);
      const bodies = (await listComments(handle, 'leeds', params.action!)).map(({ body }) => body);
      assert.ok(bodies.includes('Ask a former member'));
      assert.deepEqual(await handle.selectFrom('plan_feed').selectAll().execute(), []);
    });
  },
);
