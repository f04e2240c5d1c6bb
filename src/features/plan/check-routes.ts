import { addresses } from '../../content/addresses.ts';
import { transact } from '../../db/transact.ts';
import { toFormView } from '../../web/forms/form-view.ts';
import { membershipOf, type Reply, type Route, type Visit } from '../../web/visits/visit.ts';
import { listDependencies } from './actions.ts';
import { listCards } from './cards.ts';
import { getCouncil, type PlanNeeds } from './needs.ts';
import { isOpen } from './rules/action.ts';
import { type Fault, findInconsistencies, RULES, type Rule } from './rules/inconsistencies.ts';
import { sayBeyond } from './rules/succession.ts';
import { actionAddress, sayDue } from './views.ts';

const SHOWN = 50;

/** What does not hold together in a plan, and what waits for a lead. */
export function checkRoutes(needs: PlanNeeds): Route[] {
  const { database, show, almanac } = needs;
  const path = '/my/:council/plan';

  const toLine = (council: string, fault: Fault) => {
    if (fault.rule === 'gap') {
      const [slug = '', id = ''] = fault.target.split('.');
      const outcome = almanac.outcomes.find((each) => each.slug === slug);
      const target = outcome?.targets.find((each) => each.id === id);
      return {
        text: target ? `${outcome?.name}: ${target.name}` : fault.target,
        href: target ? addresses.target(target) : undefined,
        says: `stands at “${almanac.levels[fault.from - 1]?.name ?? ''}”`,
        add: target ? `/my/${council}/plan/gaps?target=${slug}/${id}#gaps` : undefined,
      };
    }
    const { card } = fault;
    const line = { text: card.title, href: actionAddress(council, card.id) };
    if ('other' in fault)
      return {
        ...line,
        says: `${sayDue(card.due)}; needs “${fault.other.title}”, ${sayDue(fault.other.due)}`,
        other: actionAddress(council, fault.other.id),
      };
    return { ...line, says: card.owner ? `${card.owner}, ${sayDue(card.due)}` : sayDue(card.due) };
  };

  const inconsistencies = async (visit: Visit): Promise<Reply> => {
    const { council, role } = membershipOf(visit);
    const faults = await transact(database, { council }, async (handle) =>
      findInconsistencies(
        await listCards(handle, council),
        await listDependencies(handle, council),
        (await needs.findLevels(handle, council)).levels,
      ),
    );
    const byRule = Map.groupBy(faults, ({ rule }) => rule);
    return show(visit, 'inconsistencies.njk', 'What does not hold together', {
      base: `/my/${council}/plan`,
      mayWrite: role !== 'viewer',
      total: faults.length,
      rules: (Object.keys(RULES) as Rule[])
        .filter((rule) => byRule.has(rule))
        .map((rule) => ({
          id: rule,
          ...RULES[rule],
          count: byRule.get(rule)!.length,
          lines: byRule
            .get(rule)!
            .slice(0, SHOWN)
            .map((fault) => toLine(council, fault)),
          more: Math.max(0, byRule.get(rule)!.length - SHOWN),
        })),
      fine: (Object.keys(RULES) as Rule[])
        .filter((rule) => !byRule.has(rule))
        .map((rule) => RULES[rule].name),
    });
  };

  const attention = async (visit: Visit): Promise<Reply> => {
    const { council } = membershipOf(visit);
    const cards = await transact(database, { council }, (handle) => listCards(handle, council));
    const register = getCouncil(needs, council);
    const toRow = (card: (typeof cards)[number]) => ({
      id: card.id,
      title: card.title,
      href: actionAddress(council, card.id),
      says: sayDue(card.due),
    });
    return show(visit, 'attention.njk', 'For leads', {
      form: toFormView(visit),
      base: `/my/${council}/plan`,
      left: cards.filter((card) => isOpen(card) && card.former).map(toRow),
      raises: cards
        .filter(({ raise }) => raise === 'asked')
        .map((card) => ({ ...toRow(card), decide: `${actionAddress(council, card.id)}/raise` })),
      ends: register.end,
      successors: register.successors.map(({ name }) => name),
      beyond: cards.filter((card) => sayBeyond(register, card)).map(toRow),
    });
  };

  return [
    { method: 'GET', path: `${path}/inconsistencies`, access: 'viewer', handle: inconsistencies },
    { method: 'GET', path: `${path}/attention`, access: 'lead', handle: attention },
  ];
}
