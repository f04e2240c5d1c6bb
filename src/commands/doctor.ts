import { type Config, readConfig } from '../config.ts';
import { StartError } from '../lib/errors.ts';
import { checkDatabase } from './checks/database.ts';
import { type Finding, well, wrong } from './checks/finding.ts';
import { checkMail } from './checks/mail.ts';
import { checkChromium, checkDisk, checkNode, checkPublic } from './checks/place.ts';
import { checkProviders } from './checks/providers.ts';
import type { Command } from './command.ts';

const MARKS = { well: 'well     ', warning: 'WARNING  ', wrong: 'WRONG    ' } as const;

async function doctor(): Promise<number> {
  const findings: Finding[] = [];
  const tell = (...found: Finding[]) => {
    findings.push(...found);
    for (const { state, what, todo } of found) {
      console.log(`${MARKS[state]}${what}`);
      if (todo) console.log(`${' '.repeat(9)}What to do: ${todo}`);
    }
  };
  tell(checkNode());
  const config = readSettings(tell);
  if (config) {
    tell(...checkPublic(config));
    tell(await checkDisk(config));
    tell(...(await checkDatabase(config)));
    tell(...(await checkMail(config)));
    tell(...(await checkProviders(config)));
  }
  tell(await checkChromium());
  const count = (state: Finding['state']) =>
    findings.filter((finding) => finding.state === state).length;
  console.log(`\n${count('wrong')} wrong, ${count('warning')} warnings, ${count('well')} well`);
  return count('wrong') > 0 ? 1 : 0;
}

function readSettings(tell: (finding: Finding) => void): Config | undefined {
  try {
    const config = readConfig(process.env);
    tell(well('The settings can be read.'));
    return config;
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    tell(wrong(error.message, 'docs/running.md describes each setting.'));
    return undefined;
  }
}

export const doctorCommand: Command = {
  name: 'doctor',
  summary: 'Look whether everything is right here, and say what to do.',
  help: `
Looks at Node, the settings, the address of the site, the disk, the database and its tables, mail, other
organisations' sign-in, and Chromium. It changes nothing and sends nothing, and may run while the server runs. Use the
same settings as for the server.

Exit status: 0 nothing is wrong (there may be warnings), 1 something is.`,
  run: doctor,
};
