import type { Command } from './command.ts';

export const serveCommand: Command = {
  name: 'serve',
  summary: 'Serve the almanac. The same as npm start.',
  help: `
Prints the address to open, then runs until it gets Ctrl+C or SIGTERM: it finishes open requests, and ends.
It brings the database up to date by itself. While the database cannot be reached, the guide is served all the same.

  PORT=3001 npm run almanac -- serve     on another port`,
  run: async () => {
    // The server is an entry of its own: it starts when it is imported.
    await import('../server.ts');
    return 0;
  },
};
