import type { Almanac } from '../../../content/almanac.ts';
import type { Hand, Published, Shot } from '../../../content/published.ts';
import { levelsOf } from './complete.ts';
import { listOf, type Parts, RESULTS, SOURCES, textOf } from './fields.ts';
import { findNamed, linesOf } from './part-form.ts';

/**
 * Plain text that a person typed, as Markdown that shows exactly that: paragraphs, and lists where lines begin with a
 * hyphen. Nothing in it can become a heading, a link, a picture or code.
 */
export function toMarkdown(text: string): string {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  return lines
    .map((line) => {
      const [, item] = /^[-–•*]\s+(.*)$/.exec(line) ?? [];
      return item === undefined ? `\n${literal(line)}\n` : `- ${literal(item)}`;
    })
    .join('\n')
    .trim();
}

// Every sign of ASCII that is no letter or digit may be escaped in Markdown (CommonMark 0.31, 2.4).
const literal = (line: string): string => line.replaceAll(/[!-/:-@[-`{-~]/g, '\\$&');

/** What is known of a write-up beside its parts. */
export interface About {
  slug: string;
  hand: Hand;
  /** The council that it was written for. */
  council: string | undefined;
  /** The partner body that it was written for. */
  body: string;
  /** Councils of its authors. */
  authors: readonly string[];
  /** ISO dates. */
  first: string;
  checked: string;
  review: string;
  pictures: readonly Shot[];
}

/** A write-up as it joins the library. What is missing yet is left empty, for a preview. */
export function toPublished(
  parts: Parts,
  about: About,
  { councils }: Pick<Almanac, 'councils'>,
): Published {
  const of = (slug: string) => councils.find((each) => each.slug === slug);
  const all = [
    ...(about.council ? [about.council] : []),
    ...about.authors,
    ...linesOf(parts.partners, 'councils').flatMap((line) => findNamed(line, councils)?.slug ?? []),
  ];
  const writers = [...new Set([...(about.council ? [about.council] : []), ...about.authors])];
  const by = [
    ...(about.body ? [about.body] : []),
    ...writers.map((slug) => of(slug)?.name ?? slug),
  ];
  const sources = SOURCES.flatMap((number) => {
    const title = textOf(parts.sources, `title${number}`);
    const [url, date] = [
      textOf(parts.sources, `link${number}`),
      textOf(parts.sources, `date${number}`),
    ];
    return title
      ? [
          {
            number,
            title,
            publisher: textOf(parts.sources, `publisher${number}`),
            ...(url ? { url } : {}),
            ...(date ? { date } : {}),
          },
        ]
      : [];
  });
  const who = by.join(' and ') || 'The author';
  const own = {
    title: 'Own account of those who did it, in this almanac',
    publisher: who,
    date: about.first,
  };
  // Their own account is the last in the list, so that there is always one to point to.
  const placeOf = (chosen: string) => {
    const place = sources.findIndex(({ number }) => String(number) === chosen);
    return place < 0 ? sources.length + 1 : place + 1;
  };
  const results = RESULTS.filter((number) => textOf(parts.changed, `says${number}`));
  const text = (part: 'problem' | 'did' | 'wrong' | 'lessons') =>
    toMarkdown(textOf(parts[part], 'text'));
  const year = (name: string) => Number(textOf(parts.headline, name)) || undefined;
  const [from, to] = [year('from') ?? year('to'), year('to') ?? year('from')];
  const money = textOf(parts.cost, 'money');
  return {
    slug: about.slug,
    facts: {
      title: textOf(parts.headline, 'title') || 'No title yet',
      summary: textOf(parts.headline, 'summary').replaceAll(/\s+/g, ' '),
      outcome: textOf(parts.outcomes, 'main'),
      also: listOf(parts.outcomes, 'also').filter(
        (slug) => slug !== textOf(parts.outcomes, 'main'),
      ),
      targets: listOf(parts.targets, 'targets'),
      steps: listOf(parts.steps, 'steps'),
      councils: [...new Set(all)],
      elsewhere: about.body ? [{ name: about.body, country: 'United Kingdom' }] : [],
      partners: linesOf(parts.partners, 'partners'),
      years: { ...(from ? { from } : {}), ...(to ? { to } : {}) },
      cost: {
        budget: textOf(parts.cost, 'budget') || 'not-seen',
        ...(money ? { says: money, source: sources.length + 1 } : {}),
      },
      results: results.map((number) => ({
        claim: textOf(parts.changed, `claim${number}`),
        who,
        says: textOf(parts.changed, `says${number}`),
        source: placeOf(textOf(parts.changed, `source${number}`)),
      })),
      sources: [...sources.map(({ number: _number, ...source }) => source), own],
      looked: about.checked,
      owner: who,
      review: about.review,
    },
    text: {
      problem: text('problem'),
      did: text('did'),
      wrong: text('wrong'),
      lessons: text('lessons'),
    },
    measured: results.map((number) => textOf(parts.changed, `how${number}`)),
    levels: levelsOf(parts),
    written: {
      hand: about.hand,
      by,
      first: about.first,
      checked: about.checked,
      people: textOf(parts.cost, 'people'),
      time: textOf(parts.cost, 'time'),
      reuse: {
        answer: (textOf(parts.reuse, 'reuse') || 'no') as 'yes' | 'partly' | 'no',
        kinds: listOf(parts.reuse, 'kinds'),
        says: textOf(parts.reuse, 'says'),
        link: textOf(parts.reuse, 'link'),
      },
      contact: { role: textOf(parts.contact, 'role'), link: textOf(parts.contact, 'link') },
      pictures: about.pictures,
    },
  };
}

/** The address of a title: its plain letters, cut at a word. */
export function slugOf(title: string, taken: (slug: string) => boolean): string {
  const plain = title
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[’']/g, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  const short = plain.length > 60 ? plain.slice(0, 60).replace(/-[^-]*$/, '') : plain;
  const base = short || 'example';
  for (let number = 1; ; number += 1) {
    const slug = number === 1 ? base : `${base}-${number}`;
    if (!taken(slug)) return slug;
  }
}
