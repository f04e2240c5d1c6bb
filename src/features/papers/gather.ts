import type { Almanac, Council } from '../../content/almanac.ts';
import type { Handle } from '../../db/connect.ts';
import { isoDate } from '../../lib/dates.ts';
import { KnownError } from '../../lib/errors.ts';
import { membershipOf, type Visit } from '../../web/visits/visit.ts';
import { findFace } from './face.ts';
import type { FactQuestion, Facts } from './facts.ts';
import type { ClosedRound, PapersNeeds, PlanAction } from './needs.ts';

/** The council of a visit. @throws KnownError 404 when the register has none */
export function councilOf({ almanac }: Pick<PapersNeeds, 'almanac'>, visit: Visit): Council {
  const { council: slug } = membershipOf(visit);
  const council = almanac.councils.find((each) => each.slug === slug);
  if (!council) throw new KnownError(404, 'There is no such council in the register.');
  return council;
}

/**
 * Reads everything that papers of a council are made of.
 * @param round id of a closed round; empty for the latest
 */
export async function gatherFacts(
  needs: PapersNeeds,
  handle: Handle,
  visit: Visit,
  round: string,
): Promise<Facts> {
  const { almanac, plan, rounds, madeUp } = needs;
  const council = councilOf(needs, visit);
  const closed = await rounds.list(handle, council.slug);
  const chosen = closed.find(({ id }) => id === round) ?? closed[0];
  const shown = chosen && (await rounds.read(handle, council.slug, chosen.id));
  const actions = await plan.list(handle, council.slug);
  const face = await findFace(handle, council.slug);
  const { about } = almanac;
  return {
    council: { slug: council.slug, name: face?.name || council.name, nation: council.nation },
    crest: face?.crest,
    made: {
      on: isoDate(visit.now),
      by: madeUp ? 'the almanac, for a made-up council' : visit.visitor?.name || 'a member',
    },
    madeUp,
    almanac: { title: about.title, edition: about.edition, language: about.language },
    outcomes: almanac.outcomes.map(({ slug, name, short, number, colour, targets }) => ({
      slug,
      name,
      short,
      number,
      colour: colour.light,
      targets: targets.map((target) => ({
        id: target.id,
        name: target.name,
        statement: target.statement,
      })),
    })),
    levels: almanac.levels.map(({ name }) => name),
    costs: Object.fromEntries(about.costs.map(({ id, name }) => [id, name])),
    efforts: Object.fromEntries(about.efforts.map(({ id, name }) => [id, name])),
    round: shown,
    actions,
    questions: chooseQuestions(almanac, actions, shown),
  };
}

/**
 * Questions for who reads the guide for its questions (councillors): those on targets that open actions move, in the
 * order of due dates; where there are none, those on the targets that stand lowest. One for each target.
 */
export function chooseQuestions(
  almanac: Almanac,
  actions: readonly PlanAction[],
  round: ClosedRound | undefined,
): FactQuestion[] {
  const role = almanac.roles.find(({ lead }) => lead === 'question') ?? almanac.roles[0];
  const moved = actions
    .filter(({ status, target }) => status !== 'done' && status !== 'stopped' && target !== '')
    .toSorted((a, b) => (a.due || '9999').localeCompare(b.due || '9999'))
    .map(({ outcome, target }) => `${outcome}.${target}`);
  const lowest = (round?.rows ?? [])
    .flatMap(({ cells }) => cells)
    .filter(({ level }) => level === 1)
    .map(({ id }) => id);
  const asked = new Set(moved.length > 0 ? moved : lowest);
  const questions = almanac.outcomes.flatMap((outcome) => outcome.questions);
  return [...asked].flatMap((id) => {
    const question = questions.find(
      (each) => each.role === role && `${each.outcome.slug}.${each.target.id}` === id,
    );
    if (!question) return [];
    const { outcome, target, question: asks, good, warning } = question;
    return [{ outcome: outcome.slug, target: target.id, asks, good, warning }];
  });
}
