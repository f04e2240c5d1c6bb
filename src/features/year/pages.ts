import type { Almanac, Month } from '../../content/almanac.ts';
import { renderMarkdown } from '../../content/markdown.ts';
import { home, neighboursOf, page } from '../../web/page-view.ts';
import type { PageSource } from '../../web/pages.ts';
import type { Templates } from '../../web/templates.ts';
import { calendarPath, listReaders, makeCalendar } from './calendar.ts';
import { dayInMonth, monthName, whenInWords } from './when.ts';

const PATH = '/year';
type FindIcon = (name: string) => string | undefined;

/** What the kinds of entry are called, in the order in which a month lists them. */
const KINDS = {
  'national-deadline': 'National dates',
  duty: 'Duties',
  'council-cycle': "The council's own round",
  awareness: 'Days and weeks to use',
  event: 'Meetings of the field',
} as const;

interface Year {
  almanac: Almanac;
  findIcon: FindIcon;
  /** The address of the site, or empty. */
  url: string;
}

/** The digital year: all of it, a page for each month, and calendars to subscribe to. */
export function yearPages(year: Year, templates: Templates): PageSource[] {
  const { almanac } = year;
  if (almanac.months.length === 0) return [];
  return [
    { path: PATH, render: () => templates.render('year.njk', toYearView(year)) },
    ...almanac.months.map((month) => ({
      path: `${PATH}/${month.slug}`,
      render: () => templates.render('month.njk', toMonthView(year, month)),
    })),
    ...listReaders(almanac).map((reader) => ({
      path: calendarPath(reader),
      type: 'text/calendar; charset=utf-8',
      render: () => makeCalendar(almanac, reader, year.url),
    })),
  ];
}

const focusOf = ({ outcome }: Month, findIcon: FindIcon) => ({
  slug: outcome.slug,
  name: outcome.name,
  href: `/outcomes/${outcome.slug}`,
  icon: findIcon(outcome.icon) ?? '',
  number: outcome.number,
});

function toYearView({ almanac, findIcon }: Year) {
  const { about, months, roles } = almanac;
  const count = months.reduce((sum, { entries }) => sum + entries.length, 0);
  return {
    page: page(
      'The digital year',
      "Twelve months of a council's year: what digital work falls when, and one outcome to talk about each month.",
      PATH,
      { kind: 'year', trail: [home()] },
    ),
    count,
    months: months.map((month) => ({
      name: monthName(month),
      href: `${PATH}/${month.slug}`,
      focus: focusOf(month, findIcon),
      why: month.why,
      entries: month.entries.map(({ title }) => title),
    })),
    calendars: {
      roles: ['Everyone', ...roles.map(({ name }) => name)],
      rows: [undefined, ...about.nations].map((nation) => ({
        nation: nation ?? 'All nations',
        links: [undefined, ...roles].map((role) => ({
          text: role?.name ?? 'Everyone',
          href: calendarPath({ ...(nation ? { nation } : {}), ...(role ? { role } : {}) }),
        })),
      })),
    },
  };
}

function toMonthView({ almanac, findIcon }: Year, month: Month) {
  const name = monthName(month);
  const start = Number(almanac.about.published.slice(0, 4)) + 1;
  const entries = month.entries
    .map((entry) => ({ entry, day: dayInMonth(entry, month.number, start) }))
    .sort((a, b) => a.day - b.day)
    .map(({ entry }) => entry);
  return {
    page: page(`${name} in the digital year`, month.why, `${PATH}/${month.slug}`, {
      kind: 'month',
      outcome: month.outcome.slug,
      trail: [home(), { text: 'The digital year', href: PATH }],
    }),
    name,
    focus: focusOf(month, findIcon),
    why: month.why,
    body: renderMarkdown(month.body),
    kinds: Object.entries(KINDS)
      .map(([kind, title]) => ({
        title,
        entries: entries
          .filter((entry) => entry.kind === kind)
          .map((entry) => ({
            id: entry.id,
            title: entry.title,
            what: entry.what,
            when: whenInWords(entry, name),
            where: entry.nations === 'all' ? '' : entry.nations.join(', '),
            readers: entry.roles.map((role) => role.name.toLowerCase()).join(', '),
            outcomes: entry.outcomes.map((o) => ({ name: o.name, href: `/outcomes/${o.slug}` })),
            source: entry.source,
          })),
      }))
      .filter((kind) => kind.entries.length > 0),
    review: month.review,
    neighbours: neighboursOf(almanac.months, month, (each) => ({
      text: monthName(each),
      href: `${PATH}/${each.slug}`,
    })),
  };
}
