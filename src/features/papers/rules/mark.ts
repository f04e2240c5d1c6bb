import type { Mark } from '../blocks.ts';

/** What a paper holds that its mark must tell. */
export interface Holds {
  /** Names of people, as owners or as who made it. */
  names: boolean;
  /** The council's own answers or its plan, which it has not published here. */
  own: boolean;
  madeUp: boolean;
}

/** The privacy mark of a paper, by the most private thing in it. The council decides what it publishes; this only tells. */
export function markOf({ names, own, madeUp }: Holds): Mark {
  if (madeUp)
    return { name: 'Made up', says: 'Nothing in this paper is true of any council or person.' };
  if (names)
    return {
      name: 'Council only, with names',
      says: 'Names people and holds the council’s own answers and plan. Take the names out before you publish it.',
    };
  if (own)
    return {
      name: 'Council only, no names',
      says: 'Holds the council’s own answers and plan, and names nobody. The council decides whether to publish it.',
    };
  return { name: 'Open', says: 'Holds only what anybody can read in the almanac.' };
}
