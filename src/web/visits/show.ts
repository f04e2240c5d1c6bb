import { page } from '../page-view.ts';
import type { Templates } from '../templates.ts';
import { admit } from './guard.ts';
import { type Access, html, type Reply, type Visit } from './visit.ts';

/** A room of a council's own space, for the tabs at its head. */
export interface Tab {
  text: string;
  /** What stands after `/my/<council>`; empty for the first. */
  path: string;
  access: Access;
}

export interface Heading {
  title: string;
  kind?: string;
  trail?: { text: string; href: string }[];
}

/** Makes the page of a visit from a template and a view. @param status 400 when the page shows a form with problems */
export type Show = (
  visit: Visit,
  template: string,
  heading: string | Heading,
  view?: object,
  status?: number,
) => Reply;

/**
 * @param tabs rooms of a council's space, in order; each person sees those that they may open
 * @param nameOf name of a council of the register
 * @param madeUp whether these are the pages of the made-up council, which say so
 */
export function createShow(
  templates: Templates,
  tabs: readonly Tab[],
  nameOf: (council: string) => string | undefined,
  madeUp = false,
): Show {
  return (visit, template, heading, view = {}, status = 200) => {
    const {
      title,
      kind = 'own',
      trail,
    } = typeof heading === 'string' ? { title: heading } : heading;
    return html(
      templates.render(template, {
        page: page(madeUp ? `${title} (made up)` : title, title, visit.path, {
          kind,
          ...(trail ? { trail } : {}),
        }),
        me: !madeUp &&
          visit.visitor && {
            name: visit.visitor.name || visit.visitor.email,
            csrf: visit.csrf,
            editor: visit.visitor.platformRoles.length > 0,
          },
        space: toSpace(visit, tabs, nameOf, madeUp),
        ...view,
      }),
      status,
    );
  };
}

function toSpace(
  visit: Visit,
  tabs: readonly Tab[],
  nameOf: (council: string) => string | undefined,
  madeUp: boolean,
) {
  if (!visit.membership) return undefined;
  const { council } = visit.membership;
  const home = `/my/${council}`;
  const open = tabs.filter(({ access }) => admit(access, visit) === 'welcome');
  const current = open.findLast(
    ({ path }) => visit.path === home + path || (path && visit.path.startsWith(`${home + path}/`)),
  );
  return {
    name: nameOf(council) ?? council,
    madeUp,
    home,
    tabs: open.map((tab) => ({ text: tab.text, href: home + tab.path, current: tab === current })),
  };
}

/**
 * The sentence for what was just done, named by `?done=` after a change.
 * @param sentences of this page; a name that is not among them says nothing
 */
export function doneText(visit: Visit, sentences: Record<string, string>): string | undefined {
  const name = visit.query.get('done') ?? '';
  return Object.hasOwn(sentences, name) ? sentences[name] : undefined;
}
