import assert from 'node:assert/strict';
import fc from 'fast-check';
import { testOnBoth } from '../../../test/databases.ts';
import type { Handle } from '../../db/connect.ts';
import { transact } from '../../db/transact.ts';
import { newId } from '../../lib/ids.ts';
import { setEchoes } from './cards.ts';
import { addDraft, findDraft, readParts, savePart } from './drafts.ts';
import { readLibrary } from './library.ts';
import { addPicture, findPublicPicture, listPictures } from './pictures.ts';
import { judge, sendToEditors, takeBack, withdraw } from './publishing.ts';
import { listVersions } from './versions.ts';

const needs = { site: 'https://almanac.example', title: 'Almanac', listEditors: async () => [] };
const MOVES = ['write', 'send', 'back', 'return', 'publish', 'withdraw', 'picture'] as const;
const PARTS = ['problem', 'did', 'wrong', 'lessons'] as const;

const addPerson = async (handle: Handle, name: string) => {
  const id = newId();
  await handle
    .insertInto('person')
    .values({
      ...{ id, email: `${id}@private.example`, name, created_at: '2026-01-01' },
      ...{ seen_at: null, warned_at: null, deleted_at: null, version: 1 },
    })
    .execute();
  return id;
};

testOnBoth('only what is published leaves, whatever was done before', async (database) => {
  const steps = fc.array(
    fc.record({
      which: fc.nat(2),
      move: fc.constantFrom(...MOVES),
      part: fc.constantFrom(...PARTS),
    }),
    { maxLength: 25 },
  );
  let marks = 0;
  const next = () => {
    marks += 1;
    return marks;
  };
  await fc.assert(
    fc.asyncProperty(steps, async (moves) => {
      await transact(database, 'everyone', async (handle) => {
        const now = new Date('2026-11-27T10:00:00Z');
        const author = await addPerson(handle, 'Private Name');
        const editor = await addPerson(handle, 'Editor Name');
        const drafts: string[] = [];
        /** What may be read of each, by our own account: what was sent last and approved. */
        const sent = new Map<string, string[]>();
        const shown = new Map<string, string[]>();
        for (let index = 0; index < 3; index += 1)
          drafts.push(
            await addDraft(
              handle,
              {
                ...{ hand: 'council', council: 'leeds', body: '', person: author, action: 'a-1' },
                parts: { headline: { title: `T${next()}` }, outcomes: { main: 'data' } },
              },
              now,
            ),
          );
        for (const { which, move, part } of moves) {
          const id = drafts[which]!;
          const draft = (await findDraft(handle, id))!;
          const saved = await readParts(handle, id);
          if (move === 'write') {
            const version = saved.versions[part] ?? 0;
            const typed = { text: `mark-${next()}-end` };
            await savePart(handle, id, { part, typed, version, person: author }, now);
          }
          if (move === 'picture') {
            const dot = {
              data: Buffer.from('dot'),
              type: 'image/png',
              width: 1,
              height: 1,
            } as const;
            const alt = `mark-${next()}-end`;
            await addPicture(handle, id, { ...dot, alt, caption: '', person: author }, now);
          }
          if (move === 'send') {
            const pictures = await listPictures(handle, id);
            const person = { id: author, name: 'Private Name' };
            if (await sendToEditors(handle, draft, { needs, person }, now))
              sent.set(id, [
                ...PARTS.flatMap((each) => String(saved.parts[each]?.text ?? '')),
                ...pictures.map(({ alt }) => alt),
              ]);
          }
          if (move === 'back') await takeBack(handle, draft, author, now);
          if (move === 'return' || move === 'publish') {
            const [last] = await listVersions(handle, id);
            const verdict = move === 'publish' ? 'approved' : 'returned';
            const comments = { whole: `mark-${next()}-end` };
            const judgement = { number: last?.number ?? 0, editor, verdict, comments } as const;
            const around = { needs, taken: () => false };
            if ((await judge(handle, draft, judgement, around, now)) === 'published')
              shown.set(id, sent.get(id) ?? []);
          }
          if (move === 'withdraw') {
            const why = 'It was not so.';
            if (await withdraw(handle, draft, { needs, person: author, why }, now))
              shown.delete(id);
          }
        }
        await setEchoes(
          handle,
          'leeds',
          'some-example',
          { kinds: [{ kind: 'helped', says: '' }], person: author },
          now,
        );
        const library = await readLibrary(handle, { councils: [] }, now);
        const text = JSON.stringify([library.published, [...library.living], library.withdrawn]);
        const own = library.published.filter(({ facts }) => /^T\d+$/.test(facts.title));
        const seen = new Set(
          text.match(/mark\\*-\d+\\*-end/g)?.map((mark) => mark.replaceAll('\\', '')),
        );
        const may = new Set([...shown.values()].flat().filter(Boolean));
        for (const mark of may) assert.ok(seen.has(mark), `${mark} is published`);
        assert.equal(own.length >= shown.size, true);
        for (const secret of [
          'Private Name',
          'Editor Name',
          'private.example',
          'a-1',
          author,
          editor,
        ])
          assert.ok(!text.includes(secret), secret);
        // Marks grow, so what this run wrote and may not be read is found by its number.
        const first = Number(/\d+/.exec((await findDraft(handle, drafts[0]!))!.title)![0]);
        for (const mark of seen) {
          const number = Number(/\d+/.exec(mark)![0]);
          if (number > first) assert.ok(may.has(mark), `${mark} was not published`);
        }
        for (const id of drafts)
          for (const { id: picture, alt } of await listPictures(handle, id))
            assert.equal((await findPublicPicture(handle, picture)) !== undefined, may.has(alt));
      });
    }),
    { numRuns: 25 },
  );
});
