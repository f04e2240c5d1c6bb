import { createHash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import { v7 } from 'uuid';

/** A new id: UUID version 7 (RFC 9562), so that rows made later sort later. */
export const newId = (): string => v7();

/** A secret that nobody can guess: 256 random bits in 43 letters that are safe in an address. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** Six digits to type from one device into another. Guard them with a limit of tries. */
export const newCode = (): string => String(randomInt(1_000_000)).padStart(6, '0');

/** What is stored of a secret, so that who reads the database cannot use it. */
export const hashOf = (secret: string): string =>
  createHash('sha256').update(secret).digest('base64url');

/** Compares two texts in a time that does not tell where they differ. */
export const sameText = (one: string, other: string): boolean =>
  timingSafeEqual(
    createHash('sha256').update(one).digest(),
    createHash('sha256').update(other).digest(),
  );
