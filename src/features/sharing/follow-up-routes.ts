import { z } from 'zod';
import { writeAudit } from '../../db/audit.ts';
import { choice } from '../../web/forms/fields.ts';
import { toFormView } from '../../web/forms/form-view.ts';
import { failed, type Problem, parseForm, type Typed } from '../../web/forms/parse.ts';
import { findPersonalData } from '../../web/forms/personal-data.ts';
import { type Reply, type Route, redirect, type Visit, visitorOf } from '../../web/visits/visit.ts';
import { withDraft } from './desk.ts';
import type { SharingNeeds } from './needs.ts';
import { trailOf } from './part-routes.ts';
import { answerQuestion, findOpenQuestion } from './questions.ts';
import { findMixedWord } from './rules/links.ts';

const STILLS = {
  running: 'Yes, much as it is told',
  changed: 'Yes, but it has changed',
  ended: 'No, it has ended',
} as const;
export const oneLine = z
  .string()
  .max(300, 'Use at most 300 characters')
  .transform((text) => text.replaceAll(/\s+/g, ' '))
  .refine(
    (text) => findPersonalData(text).length === 0,
    'Leave out addresses and numbers of people: this line is public',
  )
  .refine(
    (text) => !/:\/\/|www\./i.test(text),
    'Leave out web addresses: this line is public and has no links',
  )
  .refine(
    (text) => !findMixedWord(text),
    'One word mixes alphabets. Type it again in plain letters',
  );
const schema = z.object({
  still: choice(['running', 'changed', 'ended'], 'Choose how it stands today'),
  says: oneLine,
});

/** “Still running? Figures?”: the answer of the authors, which the card shows. */
export function followUpRoutes(needs: SharingNeeds): Route[] {
  const page = (visit: Visit, typed?: Typed, problems?: readonly Problem[]): Promise<Reply> =>
    withDraft(needs, visit, async (handle, draft) => {
      const open = await findOpenQuestion(handle, draft.id);
      return needs.show(
        visit,
        'follow-up.njk',
        { title: 'Is it still so?', trail: trailOf(draft) },
        {
          form: toFormView(visit, typed, problems),
          title: draft.title,
          href: draft.live === null ? undefined : `/practice/${draft.slug}`,
          closed: draft.live === null || draft.withdrawn_at !== null,
          base: `/share/${draft.id}`,
          asked: open?.asked_at.slice(0, 10),
          since: draft.confirmed_at?.slice(0, 10),
          options: Object.entries(STILLS).map(([value, text]) => ({ value, text })),
        },
        problems ? 400 : 200,
      );
    });

  const answer = async (visit: Visit): Promise<Reply> => {
    const parsed = parseForm(visit, schema);
    if (failed(parsed)) return page(visit, parsed.typed, parsed.problems);
    const { id: person } = visitorOf(visit);
    return withDraft(needs, visit, async (handle, draft) => {
      if (draft.live === null || draft.withdrawn_at)
        return redirect(`/share/${draft.id}?done=closed`);
      await answerQuestion(handle, draft.id, { ...parsed.value, person }, visit.now);
      const { council, id } = draft;
      const entry = {
        person,
        action: 'example.confirmed',
        detail: { writeup: id, still: parsed.value.still },
      };
      await writeAudit(handle, council ? { ...entry, council } : entry, visit.now);
      return redirect(`/share/${draft.id}?done=confirmed`);
    });
  };

  const path = '/share/:draft/follow-up';
  return [
    { method: 'GET', path, access: 'author', handle: (visit) => page(visit) },
    { method: 'POST', path, access: 'author', handle: answer, keepsForm: true },
  ];
}
