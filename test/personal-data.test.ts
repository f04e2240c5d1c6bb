import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import type { Handle } from '../src/db/connect.ts';
import { transact } from '../src/db/transact.ts';
import { type Browser, signedIn } from './browser-session.ts';
import { emptyDatabase } from './databases.ts';
import { startApp } from './start-app.ts';

/**
 * Columns that name a person and of which the download tells nothing, and why. The download is made of what the columns
 * of the database are: a new table that names a person fails here until its feature tells of it and lets it go.
 */
const NOT_TOLD: Record<string, string> = {
  'join_request.decided_by': 'the request of somebody else; the log tells that this person decided',
  'invitation.invited_by': 'holds the address of somebody else; the log tells that they invited',
  'action.made_by': 'the history of the action tells it, and what they changed is told',
  'plan_link.made_by': 'holds the name of somebody else; the log tells that they gave it',
  'card_report.decided_by': 'an act as an editor on what somebody else reported',
  'ban.by_person': 'an act as an editor, about somebody else',
  'ruling.by_person': 'an act as an editor, about somebody else',
  'thread.person_id': 'told with the first post of the question',
  'writeup.created_by': 'told by its parts and versions, and to its authors as a whole',
  'writeup_author.person_id': 'told as the write-up that they may open',
};

/** Columns whose rows stay when the person has gone, and why. */
const STAYS: Record<string, string> = {
  'audit.person_id': 'what was done for a council, whose name for them is then “a former member”',
  'join_request.person_id': 'without its message, until it is forgotten 90 days after its end',
  'join_request.decided_by': 'the request of somebody else',
  'invitation.invited_by': 'the invitation of somebody else, for 90 days',
  'sheet.person_id': 'a voice among several, which nobody can read one by one',
  'action.made_by': 'what was done for a council, without the name',
  'action.owner_id':
    'the action stays with the council, owned by “a former member” until a lead gives it on',
  'action_change.person_id': 'what was done for a council, without the name',
  'action_comment.person_id': 'what was said for a council, without the name',
  'plan_link.made_by': 'until 90 days after the link has ended',
  'round_event.person_id': 'the log of a round, without the name',
  'task.asked_by': 'the work on a round, without the name',
  'task.person_id': 'the work on a round, without the name',
  'post.person_id': 'words that others read, as of a former member of no council',
  'thread.person_id': 'the question that its first post asks',
  'ruling.author_id': 'what was decided about a post, so that it can be looked at again',
  'ruling.by_person': 'what was decided about a post, so that it can be looked at again',
  'ban.by_person': 'until the ban is over',
  'ban.person_id': 'until the ban is over, so that a new account does not end it',
  'card_echo.person_id': 'what a council said of an example',
  'card_note.by_person': 'the correction log of an example',
  'card_report.decided_by': 'until a year after the decision',
  'writeup.created_by': 'the example of a council, without the name',
  'writeup_part.saved_by': 'the example of a council, without the name',
  'writeup_picture.added_by': 'the example of a council, without the name',
  'writeup_question.answered_by': 'whether an example was confirmed, without the name',
  'writeup_review.editor_id': 'how an example was checked, without the name',
  'writeup_version.sent_by': 'the example of a council, without the name',
};

const NAME = 'Quokka Byron';
const EMAIL = 'quokka@leeds.gov.uk';
interface Column {
  table: string;
  column: string;
  kind: 'person' | 'address';
}

/** Every column of the database that names a person, by a reference or by what it is called. */
async function personalColumns(handle: Handle): Promise<Column[]> {
  const { rows } = await sql<{ table: string; column: string; references: string | null }>`
    select t.name as "table", c.name as "column", f."table" as "references"
    from sqlite_master t join pragma_table_info(t.name) c
    left join pragma_foreign_key_list(t.name) f on f."from" = c.name
    where t.type = 'table' and t.name not like 'kysely%' order by t.name, c.cid`.execute(handle);
  // An address beside a person is one that they wish for: it may be somebody else's.
  const owned = new Set(
    rows.filter(({ column }) => column === 'person_id').map(({ table }) => table),
  );
  return rows.flatMap(({ table, column, references }): Column[] => {
    if (table === 'person') return [];
    if (references === 'person' || /(^|_)person(_id)?$|_by$/.test(column))
      return [{ table, column, kind: 'person' }];
    const address = /email|recipient/.test(column) && !owned.has(table);
    return address ? [{ table, column, kind: 'address' }] : [];
  });
}

/** Puts a row into a table that is this person's by one column. Its other columns hold a word to find it by. */
async function plant(handle: Handle, me: string, { table, column, kind }: Column): Promise<string> {
  const mark = `mark-${table}-${column}`;
  const { rows } = await sql<{ name: string; type: string }>`
    select name, type from pragma_table_info(${table})`.execute(handle);
  const value = ({ name, type }: { name: string; type: string }) => {
    if (name === column) return kind === 'person' ? me : EMAIL;
    return /int/i.test(type) ? 1 : `${mark}-${name}`;
  };
  const names = sql.join(rows.map(({ name }) => sql.ref(name)));
  await sql`insert into ${sql.table(table)} (${names}) values (${sql.join(rows.map(value))})`.execute(
    handle,
  );
  return mark;
}

const countOf = async (
  handle: Handle,
  me: string,
  { table, column, kind }: Column,
): Promise<number> => {
  const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.table(table)}
    where ${sql.ref(column)} = ${kind === 'person' ? me : EMAIL}`.execute(handle);
  return Number(rows[0]?.count);
};

/** A person with a row for each column that names one. The rows need not fit together. */
async function planted() {
  const database = (await emptyDatabase('sqlite'))!;
  const { app } = await startApp({}, database);
  const browser = await signedIn(app, database, EMAIL);
  await sql`pragma foreign_keys = off`.execute(database.kysely);
  await sql`pragma ignore_check_constraints = on`.execute(database.kysely);
  return transact(database, 'everyone', async (handle) => {
    await handle.updateTable('person').set({ name: NAME }).execute();
    const { id: me } = await handle.selectFrom('person').select('id').executeTakeFirstOrThrow();
    const columns = await personalColumns(handle);
    const marks: string[] = [];
    for (const column of columns) marks.push(await plant(handle, me, column));
    const close = () => app.close().then(() => database.close());
    return { database, browser, me, columns, marks, close };
  });
}

test('the download tells of every table that names a person, and gives no secret away', async () => {
  const { browser, columns, marks, close } = await planted();
  assert.ok(columns.length > 12);
  const { statusCode, body: told } = await browser.get('/account/data.json');
  assert.equal(statusCode, 200);
  assert.ok(told.includes(NAME) && told.includes(EMAIL));
  const missing = columns.flatMap(({ table, column }, index) =>
    told.includes(marks[index]!) ? [] : [`${table}.${column}`],
  );
  assert.deepEqual(missing.sort(), Object.keys(NOT_TOLD).sort());
  assert.doesNotMatch(told, /-(?:\w+_hash|hash|verifier|nonce|refuse)"/, 'no secret');
  assert.doesNotMatch(told, /mark-mail-recipient-body/, 'a letter can hold a link that lets in');
  assert.doesNotMatch(told, /mark-session-person_id-id/, 'nor what a cookie is checked against');
  await close();
});

test('deleting an account leaves no row behind but those that are said to stay', async () => {
  const { database, browser, me, columns, close } = await planted();
  await deleteAccount(browser);
  await transact(database, 'everyone', async (handle) => {
    const left: string[] = [];
    for (const column of columns)
      if ((await countOf(handle, me, column)) > 0) left.push(`${column.table}.${column.column}`);
    assert.deepEqual(left.sort(), Object.keys(STAYS).sort());
    const all: unknown[] = [];
    for (const table of new Set(['person', ...columns.map(({ table: name }) => name)]))
      all.push((await sql`select * from ${sql.table(table)}`.execute(handle)).rows);
    assert.doesNotMatch(JSON.stringify(all), /quokka/i);
    assert.doesNotMatch(JSON.stringify(all), /mark-join_request-person_id-message/);
  });
  await close();
});

async function deleteAccount(browser: Browser): Promise<void> {
  await browser.get('/account/delete');
  const { headers } = await browser.post('/account/delete', { sure: 'yes' });
  assert.equal(headers.location, '/signed-out');
}
