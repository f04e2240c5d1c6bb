import { sql } from 'kysely';
import type { Config } from '../../config.ts';
import type { Database } from '../../db/connect.ts';
import { readStanding } from '../../db/migrate.ts';
import { nameOf } from '../with-database.ts';
import { type Finding, warning, well, wrong } from './finding.ts';

/** Oldest PostgreSQL that the almanac is tested on. */
const OLDEST = 15;

/** Whether the database answers, has its tables, and keeps councils apart. */
export async function checkDatabase(config: Config): Promise<Finding[]> {
  const name = nameOf(config);
  let database: Database | undefined;
  try {
    const { openConfigured } = await import('../../compose/connections.ts');
    database = openConfigured(config);
    await sql`select 1`.execute(database.kysely);
    return [
      well(`${name} answers.`),
      ...(database.engine === 'postgres'
        ? await checkPostgres(database)
        : await checkFile(database)),
      await checkTables(database),
      ...(await checkMailQueue(database)),
    ];
  } catch (error) {
    return [
      wrong(
        `${name} cannot be used: ${error instanceof Error ? error.message : String(error)}.`,
        config.DATABASE_URL
          ? 'See that PostgreSQL runs, that DATABASE_URL names it, and that nothing stands between. The guide is served meanwhile.'
          : 'See that DATA_DIR can be written to. If the file is damaged, move it away and restore the latest backup.',
      ),
    ];
  } finally {
    await database?.close();
  }
}

async function checkTables(database: Database): Promise<Finding> {
  const { done, missing, unknown } = await readStanding(database);
  if (unknown.length > 0)
    return wrong(
      `The tables were made by a newer almanac (${unknown.join(', ')}).`,
      'Run the newer almanac, or restore a backup from before the upgrade into an empty database.',
    );
  if (missing.length > 0)
    return warning(
      `The tables are not up to date: ${missing.length} of ${done.length + missing.length} changes are missing.`,
      'Start the server, or run npm run almanac -- migrate. Make a backup first.',
    );
  return well('The tables are up to date.');
}

async function checkFile({ kysely }: Database): Promise<Finding[]> {
  const { rows } = await sql<{ quick_check: string }>`pragma quick_check(3)`.execute(kysely);
  const found = rows.map(({ quick_check }) => quick_check).join('; ');
  return found === 'ok'
    ? [well('The database file is sound.')]
    : [
        wrong(
          `The database file is damaged: ${found}.`,
          'Stop the server, move the file away and restore the latest backup.',
        ),
      ];
}

async function checkPostgres({ kysely }: Database): Promise<Finding[]> {
  const { rows } = await sql<{
    version: string;
    super: boolean;
    bypass: boolean;
    durable: string;
  }>`select current_setting('server_version_num') as version, rolsuper as super, rolbypassrls as bypass,
       current_setting('fsync') || ' ' || current_setting('synchronous_commit') as durable
     from pg_roles where rolname = current_user`.execute(kysely);
  const [found] = rows;
  if (!found) return [];
  const major = Math.floor(Number(found.version) / 10_000);
  const findings: Finding[] = [];
  if (major < OLDEST)
    findings.push(wrong(`PostgreSQL is version ${major}.`, `Use PostgreSQL ${OLDEST} or later.`));
  else findings.push(well(`PostgreSQL is version ${major}.`));
  if (found.super || found.bypass)
    findings.push(
      warning(
        `The user of the database ${found.super ? 'is a superuser' : 'bypasses row-level security'}: the second wall between councils does not stand.`,
        'Make a user without these rights who owns the database, and put it into DATABASE_URL: create role almanac login password ‘…’; create database almanac owner almanac.',
      ),
    );
  else findings.push(well('The user of the database is held to row-level security.'));
  if (!found.durable.startsWith('on ') || found.durable.endsWith(' off'))
    findings.push(
      warning(
        'PostgreSQL does not wait for the disk: after a power cut, writes that people were told of may be gone.',
        'Switch fsync and synchronous_commit on.',
      ),
    );
  return findings;
}

async function checkMailQueue(database: Database): Promise<Finding[]> {
  if ((await readStanding(database)).missing.length > 0) return [];
  const { givenUp } = await database.kysely
    .selectFrom('mail')
    .select((select) => select.fn.countAll<number | string>().as('givenUp'))
    .where('failed_at', 'is not', null)
    .executeTakeFirstOrThrow();
  if (Number(givenUp) === 0) return [];
  const last = await database.kysely
    .selectFrom('mail')
    .select('last_error')
    .where('failed_at', 'is not', null)
    .orderBy('failed_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return [
    warning(
      `${givenUp} letters of the last 30 days were given up after eight tries. The latest: ${last?.last_error ?? 'no reason is known'}.`,
      'If all go the same way, the mail server refuses them: ask who runs it.',
    ),
  ];
}
