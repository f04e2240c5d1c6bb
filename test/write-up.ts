import assert from 'node:assert/strict';
import sharp from 'sharp';
import type { Browser } from './browser-session.ts';

/** All parts of a write-up, as somebody fills in their forms. */
export const PARTS: Record<string, Record<string, string | string[]>> = {
  headline: {
    title: 'A shared desk for planning letters',
    summary: 'Letters about planning now go out on the day they are asked for.',
    from: '2025',
    to: '2026',
  },
  problem: { text: 'Letters took nine days. People rang to ask where they were.' },
  did: { text: 'We wrote down every step.\n- We cut three of them.\n- We gave one desk the rest.' },
  partners: { councils: 'York\nBradford', partners: 'A local printer' },
  cost: { budget: 'under-25k', money: '£9,000 once in 2025', people: 'Two', time: 'Six months' },
  sources: {
    title1: 'Report to the planning committee',
    publisher1: 'The council',
    link1: 'https://www.leeds.gov.uk/planning-report',
    date1: '2026-03',
  },
  changed: {
    says1: 'The time for a letter fell from nine days to one between March and June 2026.',
    claim1: 'measured',
    how1: 'Counted by the desk on all letters.',
    source1: '1',
  },
  wrong: { text: 'We forgot the letters that go by post. They waited for a month.' },
  lessons: { text: '- Begin with one kind of letter.\n- Ask the people who write them.' },
  reuse: { reuse: 'partly', kinds: ['documents'], says: 'The templates, under an open licence.' },
  outcomes: { main: 'services', also: ['data'] },
  contact: { role: 'Head of planning support' },
};

/** Fills in every part. @returns the address of the write-up */
export async function writeUp(
  author: Browser,
  begin: Record<string, string>,
  change: Record<string, Record<string, string | string[]>> = {},
): Promise<string> {
  await author.get('/share/new');
  const { headers, statusCode, body } = await author.post('/share/new', begin);
  assert.equal(statusCode, 303, body.slice(0, 300));
  const base = String(headers.location);
  for (const [part, fields] of Object.entries({ ...PARTS, ...change }))
    await savePart(author, base, part, fields);
  const target = /value="(services\/[a-z-]+)"/.exec(
    (await author.get(`${base}/targets`)).body,
  )?.[1];
  assert.ok(target);
  await savePart(author, base, 'targets', { targets: [target] });
  return base;
}

/** Sends the form of a part as it was opened, with these fields. */
export async function savePart(
  author: Browser,
  base: string,
  part: string,
  fields: Record<string, string | string[]>,
): Promise<void> {
  const page = await author.get(`${base}/${part}`);
  const version = /name="version" value="(\d+)"/.exec(page.body)?.[1] ?? '';
  const answer = await author.post(`${base}/${part}`, { ...fields, version, go: 'next' });
  assert.equal(
    answer.statusCode,
    303,
    `${part}: ${/error-summary.*?<\/ul>/s.exec(answer.body)?.[0]}`,
  );
}

/** A photograph with a place in it, as a telephone makes one. */
export const photograph = (): Promise<Buffer> =>
  sharp({ create: { width: 400, height: 300, channels: 3, background: '#3366aa' } })
    .withExif({ IFD0: { Copyright: 'secret-place' } })
    .jpeg()
    .toBuffer();
