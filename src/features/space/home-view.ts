import type { Member } from './members.ts';
import type { Glance, Waiting } from './needs.ts';
import { ROLES } from './rules.ts';
import { initialsOf } from './views.ts';

const FACES = 8;

/** Who is here, leads first: some faces, and how many there are. */
export function toPeopleView(members: readonly Member[]) {
  const here = members.filter(({ suspended }) => !suspended);
  return {
    count: here.length,
    faces: here.slice(0, FACES).map(({ name, role }) => ({
      name: name || 'No name given yet',
      initials: initialsOf(name),
      lead: role === 'lead' ? ROLES.lead.name : undefined,
    })),
    more: Math.max(0, here.length - FACES),
    leads: here.filter(({ role }) => role === 'lead').length,
  };
}

/** What waits for somebody, what has a date first, the nearest before the others. */
export const inOrder = (waiting: readonly Waiting[]): Waiting[] =>
  [...waiting].sort((one, other) => (one.by ?? '9999').localeCompare(other.by ?? '9999'));

export const toGlanceView = ({ title, href, says, progress }: Glance) => ({
  title,
  href,
  says,
  progress: progress && progress.of > 0 ? progress : undefined,
});

/** The three steps of the tour, and which are done; nothing once a council has found its way. */
export function toTour(
  home: string,
  { people, begun, lead }: { people: number; begun: boolean; lead: boolean },
) {
  if (people > 1 && begun) return undefined;
  return [
    {
      title: lead ? 'Invite a colleague' : 'See who is here',
      href: lead ? `${home}/invite` : `${home}/people`,
      says: 'The council’s view is worth most when councillors, leaders and services each give theirs.',
      done: people > 1,
    },
    {
      title: lead ? 'Ask where you stand' : 'See where the council stands',
      href: lead && !begun ? `${home}/assessment/new` : `${home}/assessment`,
      says: 'Open a round of the assessment. Everyone answers for themselves; then you agree.',
      done: begun,
    },
    {
      title: 'Choose what to do next',
      href: '/outcomes',
      says: 'Each outcome has steps to take, questions to ask, and councils that did it.',
      done: false,
    },
  ];
}
