import { watch } from 'node:fs';
import { createApp } from './app.ts';
import { type Config, readConfig } from './config.ts';
import { describeProblem } from './content/problem.ts';
import type { Database } from './db/connect.ts';
import { takeServerPlace } from './db/sqlite.ts';
import { isoDate } from './lib/dates.ts';
import { StartError } from './lib/errors.ts';
import { createOperations } from './operations.ts';
import { buildSite, type Site, TEMPLATE_FOLDERS } from './site.ts';
import { openConfigured } from './spaces.ts';
import { startWork } from './work.ts';

const GRACE_MS = 10_000;

async function start(): Promise<void> {
  const config = readConfig(process.env);
  const leave = config.DATABASE_URL ? () => undefined : takeServerPlace(config.DATA_DIR);
  const database = openConfigured(config);
  const { site, first } = await openSite(config, database);
  const app = createApp(config, site, first.spaces?.routes, createOperations(config, database));
  const work = startWork(config, database, app.log, first);
  for (const warning of first.warnings) app.log.warn(describeProblem(warning));

  // Node would print such an error with all that a driver put into it, values of rows included.
  for (const event of ['uncaughtException', 'unhandledRejection'])
    process.on(event, (err: unknown) => {
      app.log.fatal({ err }, event);
      process.exit(1);
    });
  const stop = (signal: string) => {
    app.log.info(`${signal}: finishing open requests`);
    setTimeout(() => process.exit(1), GRACE_MS).unref();
    void app
      .close()
      .then(() => work.stop())
      .then(() => database.close())
      .then(() => {
        leave();
        process.exit(0);
      });
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);

  try {
    await app.listen({
      host: config.HOST,
      port: config.PORT,
      listenTextResolver: (address) => `listening at ${address}`,
    });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new StartError(
      `Port ${config.PORT} is taken. Set PORT to another, for example: PORT=3001 npm start`,
    );
  }
  const address = app.server.address();
  const port = typeof address === 'object' && address ? address.port : config.PORT;
  const host = ['0.0.0.0', '::', '127.0.0.1'].includes(config.HOST) ? 'localhost' : config.HOST;
  console.log(`The almanac is open at http://${host}:${port}`);
}

/** In production the site is made once; elsewhere again at the next request after a file changed. */
async function openSite(
  config: Config,
  database: Database,
): Promise<{ site: () => Site | Promise<Site>; first: Site }> {
  const build = async () => {
    const built = await buildSite(config, isoDate(new Date()), { database });
    // In production a template that breaks must stop the start; in development the first page must come soon.
    if (config.NODE_ENV === 'production') built.pages.renderAll();
    // A page that cannot be made is a fault for whoever asks for it, not the end of the server.
    setImmediate(() => {
      built.pages.prepareAll().catch((error: unknown) => console.error(error));
    });
    return built;
  };
  const first = await build();
  if (config.NODE_ENV === 'production') return { site: () => first, first };

  let now: Promise<Site> = Promise.resolve(first);
  let changed = false;
  for (const folder of [config.CONTENT_DIR, ...TEMPLATE_FOLDERS]) {
    watch(folder, { recursive: true }, () => {
      changed = true;
    }).unref();
  }
  const site = () => {
    if (changed) {
      changed = false;
      const before = now;
      now = build().catch((error: unknown) => {
        console.error(error instanceof StartError ? error.message : error);
        return before;
      });
    }
    return now;
  };
  return { site, first };
}

try {
  await start();
} catch (error) {
  if (!(error instanceof StartError)) throw error;
  console.error(error.message);
  // The watch for changed files would keep the process alive.
  process.exit(1);
}
