import type { Handle } from '../../db/connect.ts';

/** Another feature that keeps something about people. */
export interface PersonKeeper {
  /** Key in the file with everything about a person. */
  name: string;
  read(handle: Handle, person: string): Promise<object>;
  /** Called before the account itself is emptied. */
  forget(handle: Handle, person: string, now: Date): Promise<void>;
}
