import { addresses } from '../../content/addresses.ts';
import { transact } from '../../db/transact.ts';
import { isoDate } from '../../lib/dates.ts';
import { KnownError } from '../../lib/errors.ts';
import { writtenNumber } from '../../lib/numbers.ts';
import { membershipOf, type Visit, visitorOf } from '../../web/visits/visit.ts';
import { findAction, listDependencies } from './actions.ts';
import { listCards } from './cards.ts';
import { listComments } from './comments.ts';
import { listHistory } from './history.ts';
import { toLineView } from './history-views.ts';
import { activeOf, getCouncil, type PlanNeeds } from './needs.ts';
import { toSource } from './new-routes.ts';
import { isOpen, STATUS_IDS, STATUSES } from './rules/action.ts';
import { toPieces } from './rules/said.ts';
import { standingsOf } from './rules/standing.ts';
import { sayBeyond } from './rules/succession.ts';
import { actionAddress, placeOf, toCardView } from './views.ts';

/** Everything that the page of one action shows. @throws KnownError 404 when there is no such action */
export async function readAction(needs: PlanNeeds, visit: Visit) {
  const { council, role } = membershipOf(visit);
  const { almanac } = needs;
  const today = isoDate(visit.now);
  const id = visit.params.action ?? '';
  const read = await transact(needs.database, { council }, async (handle) => {
    const action = await findAction(handle, council, id);
    if (!action) throw new KnownError(404, 'There is no such action in the plan.');
    return {
      action,
      cards: await listCards(handle, council),
      dependencies: await listDependencies(handle, council),
      history: await listHistory(handle, council, id),
      comments: await listComments(handle, council, id),
      members: activeOf(await needs.listMembers(handle, council)),
      levels: (await needs.findLevels(handle, council)).levels,
    };
  });
  const { action, cards, dependencies, members } = read;
  const card = cards.find((each) => each.id === id)!;
  const standing = standingsOf(cards, dependencies, today).get(id);
  const named = members.map(({ person_id, name }) => ({ id: person_id, name }));
  const said = (text: string) => text.split('\n').map((line) => toPieces(line, named));
  const { outcome, target } = placeOf(almanac, action.outcome, action.target);
  const level = read.levels.get(`${action.outcome}.${action.target}`);
  const linkTo = (wanted: string) => {
    const found = cards.find((each) => each.id === wanted);
    return (
      found && {
        title: found.title,
        href: actionAddress(council, found.id),
        says: STATUSES[found.status],
      }
    );
  };
  const mine = visitorOf(visit).id;
  return {
    action,
    members,
    view: {
      plan: {
        base: `/my/${council}/plan`,
        mayWrite: role !== 'viewer',
        lead: role === 'lead',
        today,
      },
      at: actionAddress(council, id),
      card: toCardView(card, { needs, council, today, standing }),
      open: isOpen(action),
      outcome: outcome && {
        slug: outcome.slug,
        name: outcome.name,
        href: addresses.outcome(outcome),
      },
      target: target && {
        name: target.name,
        statement: target.statement,
        href: addresses.target(target),
      },
      stands: level && { number: level, name: almanac.levels[level - 1]?.name },
      source: toSource(needs, action),
      why: said(action.why),
      benefit: said(action.benefit),
      measure: said(action.measure),
      evidence: said(action.evidence),
      figure: action.figure,
      links: action.links,
      effort: almanac.about.efforts.find(({ id: each }) => each === action.effort)?.name,
      costBand: almanac.about.costs.find(({ id: each }) => each === action.costBand)?.name,
      cost: action.cost === undefined ? undefined : `£${writtenNumber(action.cost)}`,
      beyond: sayBeyond(getCouncil(needs, council), action),
      needs: dependencies
        .filter(({ action_id }) => action_id === id)
        .flatMap(({ needs_id }) => linkTo(needs_id) ?? []),
      neededBy: dependencies
        .filter(({ needs_id }) => needs_id === id)
        .flatMap(({ action_id }) => linkTo(action_id) ?? []),
      statuses: STATUS_IDS.map((each) => ({ value: each, text: STATUSES[each] })),
      colleagues: named.filter(({ id: each }) => each !== mine),
      history: read.history.map((line) => toLineView(needs, line, named)),
      comments: read.comments.map((comment) => ({
        id: comment.id,
        who: comment.who || 'A former member',
        at: comment.at.slice(0, 10),
        time: comment.at.slice(11, 16),
        removed: comment.removed_at !== null,
        lines: said(comment.body),
        mayRemove: comment.removed_at === null && (comment.person_id === mine || role === 'lead'),
      })),
      raise: {
        state: action.raise,
        possible:
          needs.raiseAnswer !== undefined &&
          action.toLevel !== undefined &&
          target !== undefined &&
          (level === undefined || level < action.toLevel),
        to: action.toLevel && almanac.levels[action.toLevel - 1]?.name,
      },
      share: action.status === 'done' ? needs.shareAddress?.(council, id) : undefined,
    },
  };
}
