import { readConfig } from '../config.ts';
import { loadContent } from '../content/load.ts';
import { outsideAddresses } from '../features/freshness/addresses.ts';
import { checkAddresses, POLITE, writeReport } from '../features/freshness/check.ts';
import { isoDate } from '../lib/dates.ts';
import { StartError } from '../lib/errors.ts';
import type { Command } from './command.ts';

/** Exit status when there is no network, so that a job can tell it from dead links. */
const NO_NETWORK = 3;

/** Tries every outside address and writes the report beside the content. @returns the exit status */
async function checkLinks(): Promise<number> {
  const { CONTENT_DIR } = readConfig(process.env);
  const today = isoDate(new Date());
  const { almanac } = await loadContent(CONTENT_DIR, today);
  if (!almanac) throw new StartError('The content has errors. Run npm run check first.');
  const addresses = outsideAddresses(almanac);
  console.log(
    `Trying ${addresses.length} addresses, one at a time for each host. This takes a while.`,
  );
  const probes = await checkAddresses(addresses, POLITE);
  if (!probes) {
    console.error(
      'There is no network here, so nothing was checked and the report stays as it was.',
    );
    return NO_NETWORK;
  }
  const { links } = await writeReport(CONTENT_DIR, today, probes);
  const of = (state: string) => Object.entries(links).filter(([, link]) => link.state === state);
  for (const [url, { code, why }] of of('dead')) console.log(`dead: ${url} (${code ?? why})`);
  for (const [url, { to }] of of('works')) if (to) console.log(`moved: ${url} to ${to}`);
  console.log(
    `${of('works').length} work, ${of('dead').length} dead, ${of('unsure').length} unsure`,
  );
  return of('dead').length > 0 ? 1 : 0;
}

export const checkLinksCommand: Command = {
  name: 'check:links',
  summary: 'Try every outside address that the guide links to.',
  help: `
Tries politely, one address at a time for each host, and writes content/link-report.json. The pages then say beside a
dead link when it last worked.

Exit status: 0 all well, 1 dead links, 3 no network.`,
  run: checkLinks,
};
