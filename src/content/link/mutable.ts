import type { Parsed } from '../files.ts';

/** A value while it is being tied to others; frozen once all are. */
export type Mutable<T> = {
  -readonly [K in keyof T]: T[K] extends readonly (infer E)[] ? E[] : T[K];
};

/** Tells of a reference that leads nowhere. */
export type Tell = (
  at: Parsed<unknown>,
  keys: PropertyKey[],
  found: unknown,
  expected: string,
) => void;
