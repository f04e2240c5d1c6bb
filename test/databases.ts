import { after, test } from 'node:test';
import { type Database, type Engine, openDatabase } from '../src/db/connect.ts';
import { migrate } from '../src/db/migrate.ts';
import { type Cluster, findPostgres, startCluster } from './postgres.ts';
import { copyTemplate, makeTemplate } from './template.ts';

let own: Promise<{ cluster: Cluster; url: (database: string) => string }> | undefined;

/** The cluster that `npm test` started, or one for this file alone. */
function useCluster(bin: string) {
  own ??= (async () => {
    const given = process.env.TEST_POSTGRES_URL;
    if (given)
      return {
        cluster: { stop: async () => undefined } as Cluster,
        url: (name: string) => given.replace('/DATABASE', `/${name}`),
      };
    const cluster = await startCluster(bin);
    await makeTemplate(cluster.url);
    return { cluster, url: cluster.url };
  })();
  return own;
}
after(async () => {
  await (await own)?.cluster.stop();
});

/** An empty database, with all tables, of its own for one test. @returns nothing for PostgreSQL where none is installed */
export async function emptyDatabase(engine: Engine): Promise<Database | undefined> {
  if (engine === 'sqlite') {
    const database = openDatabase({ file: ':memory:' });
    await migrate(database);
    return database;
  }
  const url = await emptyPostgres();
  return url ? openDatabase({ url }) : undefined;
}

/** Address of an empty PostgreSQL database with all tables. @returns nothing where no server is installed */
export async function emptyPostgres(): Promise<string | undefined> {
  const bin = findPostgres();
  if (!bin) return undefined;
  const { url } = await useCluster(bin);
  const name = `test_${process.pid}_${Math.random().toString(36).slice(2, 10)}`;
  await copyTemplate(url, name);
  return url(name);
}

/** Runs a test on SQLite and on PostgreSQL, each time with an empty database; says so when it has to leave one out. */
export function testOnBoth(name: string, work: (database: Database) => Promise<void>): void {
  for (const engine of ['sqlite', 'postgres'] as const) {
    test(`${name} (${engine})`, async (context) => {
      const database = await emptyDatabase(engine);
      if (!database) return context.skip('no PostgreSQL server is installed');
      try {
        await work(database);
      } finally {
        await database.close();
      }
    });
  }
}
