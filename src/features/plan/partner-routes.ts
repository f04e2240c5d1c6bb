import { z } from 'zod';
import { isOverLimit, type Limit, networkOf } from '../../db/attempts.ts';
import { writeAudit } from '../../db/audit.ts';
import { transact } from '../../db/transact.ts';
import { isoDate } from '../../lib/dates.ts';
import { personName } from '../../web/forms/fields.ts';
import { toFormView } from '../../web/forms/form-view.ts';
import { failed, type Problem, parseForm, type Typed } from '../../web/forms/parse.ts';
import { doneText } from '../../web/visits/show.ts';
import {
  membershipOf,
  type Reply,
  type Route,
  redirect,
  type Visit,
  visitorOf,
} from '../../web/visits/visit.ts';
import { isDay } from './action-form.ts';
import { findAction, listActions } from './actions.ts';
import { getCouncil, type PlanNeeds } from './needs.ts';
import {
  addPartnerLink,
  listPartnerLinks,
  openPartnerLink,
  revokePartnerLink,
} from './partner-links.ts';
import { STATUSES } from './rules/action.ts';
import { daysLater } from './rules/standing.ts';
import { actionAddress, placeOf, toOutcomeView } from './views.ts';

/** Longest time for which a link holds, in days. */
const LONGEST = 365;
const USUAL = 90;
const READS: Limit = { name: 'plan links by network', most: 120, span: 3_600_000 };
const MADE: Limit = { name: 'plan links by person', most: 50, span: 24 * 3_600_000 };

const schema = (today: string) =>
  z.object({
    partner: personName,
    endsOn: z
      .string()
      .refine(isDay, 'Enter the last day on which the link works')
      .refine((day) => day >= today, 'Enter a day that is still to come')
      .refine((day) => day <= daysLater(today, LONGEST), 'Choose a day within a year'),
    action: z.string(),
    outcome: z.string(),
  });

const DONE = { revoked: 'The link works no longer.' };

/** Private links by which a named person outside looks at one action or one outcome of the plan. */
export function partnerRoutes(needs: PlanNeeds): Route[] {
  const { database, show, almanac, site } = needs;
  const path = '/my/:council/plan/links';

  const page = async (
    visit: Visit,
    {
      typed,
      problems,
      secret,
    }: { typed?: Typed; problems?: readonly Problem[]; secret?: string } = {},
  ): Promise<Reply> => {
    const { council } = membershipOf(visit);
    const today = isoDate(visit.now);
    const wanted = String(typed?.action ?? visit.query.get('action') ?? '');
    const { links, action, titles } = await transact(database, { council }, async (handle) => ({
      links: await listPartnerLinks(handle, council),
      action: wanted ? await findAction(handle, council, wanted) : undefined,
      titles: new Map((await listActions(handle, council)).map(({ id, title }) => [id, title])),
    }));
    const outcome = visit.query.get('outcome') ?? '';
    const fresh = {
      partner: '',
      endsOn: daysLater(today, USUAL),
      action: action?.id ?? '',
      outcome,
    };
    return show(
      visit,
      'partner-links.njk',
      'Links for partners',
      {
        form: toFormView(visit, typed ?? fresh, problems),
        base: `/my/${council}/plan`,
        address: secret && `${site}/plan/view/${secret}`,
        action: action && {
          id: action.id,
          title: action.title,
          href: actionAddress(council, action.id),
        },
        outcomes: [
          { value: '', text: 'Choose an outcome' },
          ...almanac.outcomes.map(({ slug, name }) => ({ value: slug, text: name })),
        ],
        links: links.map((link) => ({
          partner: link.partner,
          what: link.action_id
            ? (titles.get(link.action_id) ?? 'An action')
            : `Outcome: ${almanac.outcomes.find(({ slug }) => slug === link.outcome)?.name ?? link.outcome}`,
          until: link.ends_on,
          seen: link.seen_on,
          state: link.revoked_at ? 'Revoked' : link.ends_on < today ? 'Over' : 'Works',
          revoke:
            link.revoked_at || link.ends_on < today
              ? undefined
              : `/my/${council}/plan/links/${link.id}/revoke`,
        })),
        done: doneText(visit, DONE),
      },
      problems ? 400 : 200,
    );
  };

  const make = async (visit: Visit): Promise<Reply> => {
    const parsed = parseForm(visit, schema(isoDate(visit.now)));
    if (failed(parsed)) return page(visit, { typed: parsed.typed, problems: parsed.problems });
    const { value, typed } = parsed;
    const { council } = membershipOf(visit);
    const by = visitorOf(visit).id;
    const made = await transact(database, { council }, async (handle) => {
      const action = value.action ? await findAction(handle, council, value.action) : undefined;
      const outcome = almanac.outcomes.find(({ slug }) => slug === value.outcome);
      if (value.action ? !action : !outcome)
        return { field: 'outcome', text: 'Choose what they may look at' };
      if (await isOverLimit(handle, MADE, by, visit.now))
        return { field: '', text: 'You made many links today. Go on tomorrow.' };
      const link = {
        action_id: action?.id ?? null,
        outcome: action ? null : (outcome?.slug ?? null),
        partner: value.partner,
        ends_on: value.endsOn,
        by,
      };
      const secret = await addPartnerLink(handle, council, link, visit.now);
      const detail = action ? { action: action.id } : { outcome: value.outcome };
      await writeAudit(
        handle,
        { council, person: by, action: 'plan-link.made', detail },
        visit.now,
      );
      return secret;
    });
    return typeof made === 'string'
      ? page(visit, { secret: made })
      : page(visit, { typed, problems: [made] });
  };

  const revoke = async (visit: Visit): Promise<Reply> => {
    const { council } = membershipOf(visit);
    const id = visit.params.link ?? '';
    await transact(database, { council }, async (handle) => {
      if (!(await revokePartnerLink(handle, council, id, visit.now))) return;
      const entry = { council, person: visitorOf(visit).id, action: 'plan-link.revoked' };
      await writeAudit(handle, { ...entry, detail: { link: id } }, visit.now);
    });
    return redirect(`/my/${council}/plan/links?done=revoked`);
  };

  /** What the partner sees: no names of people, no comments, no history. */
  const view = async (visit: Visit): Promise<Reply> => {
    const today = isoDate(visit.now);
    const read = await transact(database, 'everyone', async (handle) => {
      if (await isOverLimit(handle, READS, networkOf(visit.ip), visit.now)) return undefined;
      const link = await openPartnerLink(handle, visit.params.viewKey ?? '', today);
      if (!link) return undefined;
      const { council } = link;
      const one = link.action_id ? await findAction(handle, council, link.action_id) : undefined;
      const actions = link.outcome
        ? await listActions(handle, council, { outcome: link.outcome, most: 200 })
        : one
          ? [one]
          : [];
      return { link, actions };
    });
    if (!read) return show(visit, 'partner-over.njk', 'This link works no longer', {}, 410);
    const { link, actions } = read;
    const { name } = getCouncil(needs, link.council);
    return show(visit, 'partner-view.njk', `From the plan of ${name}`, {
      council: name,
      partner: link.partner,
      until: link.ends_on,
      outcome: link.outcome ? toOutcomeView(needs, link.outcome) : undefined,
      actions: actions.map((action) => ({
        title: action.title,
        outcome: toOutcomeView(needs, action.outcome),
        target: placeOf(almanac, action.outcome, action.target).target?.statement,
        why: action.why,
        benefit: action.benefit,
        measure: action.measure,
        figure: action.figure,
        start: action.start,
        due: action.due,
        says: STATUSES[action.status],
        status: action.status,
        owner: action.ownerRole || (action.ownerId ? 'Somebody at the council' : 'Nobody yet'),
      })),
    });
  };

  return [
    { method: 'GET', path, access: 'lead', handle: (visit) => page(visit) },
    { method: 'POST', path, access: 'lead', handle: make, keepsForm: true },
    { method: 'POST', path: `${path}/:link/revoke`, access: 'lead', handle: revoke },
    { method: 'GET', path: '/plan/view/:viewKey', access: 'anyone', handle: view },
  ];
}
