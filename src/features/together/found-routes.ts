import { z } from 'zod';
import { writeAudit } from '../../db/audit.ts';
import { transact } from '../../db/transact.ts';
import { toFormView } from '../../web/forms/form-view.ts';
import { failed, parseForm } from '../../web/forms/parse.ts';
import {
  membershipOf,
  type Reply,
  type Route,
  redirect,
  type Visit,
  visitorOf,
} from '../../web/visits/visit.ts';
import { listFindable, setFindable } from './findable.ts';
import type { TogetherNeeds } from './needs.ts';
import { deskPath } from './own.ts';

const schema = z.object({ outcomes: z.array(z.string()) });

/** On which outcomes a council agrees to be found by others. */
export function foundRoutes({ database, show, almanac }: TogetherNeeds): Route[] {
  const page = async (visit: Visit): Promise<Reply> => {
    const { council } = membershipOf(visit);
    const outcomes = await transact(database, { council }, (handle) =>
      listFindable(handle, council),
    );
    return show(visit, 'found.njk', 'May other councils find you?', {
      form: toFormView(visit, { outcomes }),
      outcomes: almanac.outcomes.map(({ slug, name }) => ({ value: slug, text: name })),
      back: deskPath(council),
    });
  };

  const set = async (visit: Visit): Promise<Reply> => {
    const { council } = membershipOf(visit);
    const parsed = parseForm(visit, schema);
    if (failed(parsed)) return page(visit);
    const outcomes = almanac.outcomes
      .map(({ slug }) => slug)
      .filter((slug) => parsed.value.outcomes.includes(slug));
    await transact(database, { council }, async (handle) => {
      await setFindable(handle, council, outcomes, visit.now);
      const person = visitorOf(visit).id;
      const detail = { outcomes: outcomes.join(' ') };
      await writeAudit(handle, { council, person, action: 'findable.changed', detail }, visit.now);
    });
    return redirect(`${deskPath(council)}?done=found`);
  };

  const path = '/my/:council/together/found';
  return [
    { method: 'GET', path, access: 'lead', handle: page },
    { method: 'POST', path, access: 'lead', handle: set },
  ];
}
