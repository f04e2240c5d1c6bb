import type { Almanac } from '../content/almanac.ts';
import type { Handle } from '../db/connect.ts';
import type { Subject, SubjectKind } from '../features/conversation/needs.ts';

/** The parts of the content that can be talked about and followed. */
export const contentSubjects = ({ outcomes, examples }: Almanac): SubjectKind[] => [
  {
    kind: 'outcome',
    path: '/outcomes/:outcome',
    find: async (_handle, params) => {
      const outcome = outcomes.find(({ slug }) => slug === params.outcome);
      return (
        outcome && {
          ...{ kind: 'outcome', kindName: 'Outcome', title: outcome.name },
          ...{ href: `/outcomes/${outcome.slug}`, outcome: outcome.slug },
        }
      );
    },
  },
  {
    kind: 'step',
    path: '/outcomes/:outcome/steps/:step',
    find: async (_handle, params) => {
      const outcome = outcomes.find(({ slug }) => slug === params.outcome);
      const step = outcome?.steps.find(({ id }) => id === params.step);
      return (
        outcome &&
        step && {
          ...{ kind: 'step', kindName: 'Step', title: step.title },
          ...{ href: `/outcomes/${outcome.slug}/steps/${step.id}`, outcome: outcome.slug },
        }
      );
    },
  },
  {
    kind: 'example',
    path: '/practice/:example',
    find: async (_handle, params) => {
      const example = examples.find(({ slug }) => slug === params.example);
      const [main] = example?.outcomes ?? [];
      return (
        example && {
          ...{ kind: 'example', kindName: 'Example', title: example.title },
          ...{ href: `/practice/${example.slug}`, ...(main ? { outcome: main.slug } : {}) },
        }
      );
    },
  },
];

/** Finds what stands at an address, by the addresses of the kinds. */
export function createFindSubject(kinds: readonly SubjectKind[]) {
  const patterns = kinds.map((kind) => ({
    kind,
    pattern: new RegExp(`^${kind.path.replaceAll(/:(\w+)/g, '(?<$1>[\\w-]{1,100})')}$`),
  }));
  return async (handle: Handle, address: string): Promise<Subject | undefined> => {
    for (const { kind, pattern } of patterns) {
      const found = pattern.exec(address);
      if (found) return kind.find(handle, { ...found.groups });
    }
    return undefined;
  };
}
