import type { MadeUp } from '../../content/schema/made-up.ts';
import type { Handle } from '../../db/connect.ts';
import { draftOf } from './action-form.ts';
import { findAction } from './actions.ts';
import { addComment } from './comments.ts';
import { setNeeds } from './dependencies.ts';
import { type Draft, EMPTY_DRAFT } from './rules/action.ts';
import { putIntoPlan, saveDraft } from './write-action.ts';

type Seed = NonNullable<MadeUp['plan']>['actions'][number];

const at = (day: string) => new Date(`${day}T10:00:00Z`);

/**
 * Fills the plan of the made-up council by the same functions as a real one.
 * @param people name → person id
 */
export async function seedPlan(
  handle: Handle,
  council: string,
  { actions }: NonNullable<MadeUp['plan']>,
  people: ReadonlyMap<string, string>,
): Promise<void> {
  const by = [...people.values()][0] ?? null;
  const ids = new Map<string, string>();
  const byDay = actions.toSorted((a, b) => (a.made < b.made ? -1 : 1));
  for (const seed of byDay) {
    const draft = toDraft(seed, people);
    const started: Draft = {
      ...draft,
      status: 'proposed',
      statusNote: '',
      figure: '',
      evidence: '',
    };
    const [id = ''] = await putIntoPlan(handle, { council, by }, [started], at(seed.made));
    ids.set(seed.id, id);
    const action = (await findAction(handle, council, id))!;
    const who = { council, by: people.get(seed.owner ?? '') ?? by };
    const kind = seed.finished ? 'finished' : 'update';
    const when = at(seed.finished ?? later(seed.made, seed.start));
    if (seed.status !== 'proposed')
      await saveDraft(
        handle,
        who,
        action,
        { ...draftOf(action), ...draft },
        { kind, note: seed.note ?? '' },
        when,
      );
    for (const comment of seed.comments) {
      const mentions = [...people].filter(([name]) => comment.body.includes(`@${name}`));
      await addComment(
        handle,
        council,
        {
          action: id,
          by: people.get(comment.by) ?? by ?? '',
          body: comment.body,
          mentions: mentions.map(([, person]) => person),
        },
        at(comment.on),
      );
    }
  }
  for (const { id, needs } of actions)
    await setNeeds(
      handle,
      council,
      ids.get(id)!,
      needs.map((need) => ids.get(need)!),
    );
}

const later = (made: string, start: string | undefined): string =>
  start !== undefined && start > made ? start : made;

function toDraft(seed: Seed, people: ReadonlyMap<string, string>): Draft {
  const [outcome = '', target = ''] = seed.target.split('.');
  return {
    ...EMPTY_DRAFT,
    title: seed.title,
    outcome,
    target,
    fromLevel: seed.from,
    toLevel: seed.to,
    why: seed.why ?? '',
    ownerId: people.get(seed.owner ?? '') ?? '',
    ownerRole: seed.role ?? '',
    start: seed.start ?? '',
    due: seed.due ?? '',
    status: seed.status,
    statusNote: seed.note ?? '',
    effort: seed.effort,
    costBand: seed.cost_band,
    cost: seed.cost,
    benefit: seed.benefit ?? '',
    measure: seed.measure ?? '',
    evidence: seed.evidence ?? '',
    figure: seed.figure ?? '',
    step: seed.step ?? '',
  };
}
