import { addresses } from '../../content/addresses.ts';
import type { Almanac, Example } from '../../content/almanac.ts';
import type { EchoKind, Still } from '../../content/published.ts';

/** What a written-up example tells beyond the others, and what is said of any example since. */

const ECHOES: Record<EchoKind, string> = {
  done: 'Did this too',
  trying: 'Are trying this',
  helped: 'Were helped by it',
};
const STILLS: Record<Still, string> = {
  running: 'Still running.',
  changed: 'Running, but it has changed.',
  ended: 'It has ended.',
};
const REUSES = { yes: 'Yes', partly: 'Partly', no: 'No' } as const;
const KINDS: Record<string, string> = {
  code: 'code',
  contract: 'a contract that others can join or copy',
  documents: 'documents or templates',
  data: 'data',
};

/** What stands in a list beside an example that somebody else than the editors wrote. */
export function handOf({ written }: Example): string | undefined {
  if (!written) return undefined;
  if (written.hand === 'supplier') return 'Written by a supplier';
  return written.hand === 'partner' ? 'Written by a partner body' : 'Written by the council';
}

export function toWrittenView({ written }: Example) {
  if (!written) return { written: undefined };
  const { reuse } = written;
  return {
    written: {
      hand: written.hand,
      by: written.by.join(' and '),
      first: written.first,
      checked: written.checked,
      people: written.people,
      time: written.time,
      reuse: {
        ...reuse,
        answer: REUSES[reuse.answer],
        kinds: reuse.kinds.map((kind) => KINDS[kind] ?? kind),
      },
      contact: written.contact,
      pictures: written.pictures,
    },
  };
}

export function toLivingView({ councils }: Pick<Almanac, 'councils'>, { living }: Example) {
  const kinds = Object.keys(ECHOES) as EchoKind[];
  return {
    echoes: kinds.flatMap((kind) => {
      const list = (living?.echoes ?? [])
        .filter((each) => each.kind === kind)
        .flatMap(({ council: slug, says, on }) => {
          const council = councils.find((each) => each.slug === slug);
          return council
            ? [{ council: council.name, href: addresses.council(council), says, on }]
            : [];
        });
      return list.length > 0 ? [{ name: ECHOES[kind], list }] : [];
    }),
    answers: (living?.answers ?? []).map(({ still, ...rest }) => ({
      ...rest,
      still: STILLS[still],
    })),
    log: living?.log ?? [],
    standing: living?.standing,
  };
}
