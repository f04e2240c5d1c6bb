import { createApp } from './app.ts';
import { openConfigured } from './compose/connections.ts';
import { openSite } from './compose/current-site.ts';
import { createOperations } from './compose/operations.ts';
import { startWork } from './compose/work.ts';
import { readConfig } from './config.ts';
import { describeProblem } from './content/problem.ts';
import { takeServerPlace } from './db/sqlite.ts';
import { StartError } from './lib/errors.ts';

const GRACE_MS = 10_000;

async function start(): Promise<void> {
  const config = readConfig(process.env);
  const leave = config.DATABASE_URL ? () => undefined : takeServerPlace(config.DATA_DIR);
  const database = openConfigured(config);
  let tell: (error: unknown) => void = console.error;
  const {
    site,
    first,
    stop: stopLooking,
  } = await openSite(config, database, (error) => tell(error));
  const app = createApp(config, site, first.spaces?.routes, createOperations(config, database));
  tell = (err) =>
    app.log.warn({ err }, 'the site could not be made anew; the one before is served');
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
    stopLooking();
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

try {
  await start();
} catch (error) {
  if (!(error instanceof StartError)) throw error;
  console.error(error.message);
  // The watch for changed files would keep the process alive.
  process.exit(1);
}
