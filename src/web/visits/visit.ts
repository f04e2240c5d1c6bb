/**
 * Who may open an address. Roles of a council are those of the council that the address names; an author is one of the
 * write-up that it names.
 */
export type Access =
  | 'anyone'
  | 'signed-in'
  | 'author'
  | 'viewer'
  | 'contributor'
  | 'lead'
  | 'editor'
  | 'administrator';

/** The person who is signed in. */
export interface Visitor {
  id: string;
  name: string;
  email: string;
  /** Hash of the secret in the cookie. */
  session: string;
  platformRoles: readonly ('editor' | 'administrator')[];
}

/** Their place in the council that the address names. */
export interface Membership {
  id: string;
  council: string;
  role: 'lead' | 'contributor' | 'viewer';
}

/** One request to a page that is made for this person alone. Everything in it that was typed is a stranger's text. */
export interface Visit {
  path: string;
  params: Readonly<Record<string, string>>;
  query: URLSearchParams;
  form: URLSearchParams;
  /** The file that came with the form, on a route that takes one. */
  upload: { name: string; data: Buffer } | undefined;
  /** The form was made for another session: nothing may be changed by it, and it is shown again as it was filled. */
  stale: boolean;
  visitor: Visitor | undefined;
  membership: Membership | undefined;
  /** Value of the hidden field that shows that a form came from our own page. */
  csrf: string;
  /** Hash of the secret that this browser keeps, signed in or not. */
  browser: string;
  /** Network address, for limits only: it is not kept. */
  ip: string;
  now: Date;
}

export interface Reply {
  status: number;
  body: string | Buffer;
  headers: Record<string, string>;
  /** Secret of the session to keep in the browser; `null` ends it. */
  session?: string | null;
  /** What to write to the log of security, as `subject.what`; nothing of who it was. */
  event?: string;
  /** What went wrong behind it; its values are left out of the log. */
  cause?: unknown;
}

export interface Route {
  method: 'GET' | 'POST';
  path: string;
  access: Access;
  handle(visit: Visit): Promise<Reply>;
  /** The handler reads its form by `parseForm` and shows it again when it is stale; any other stale form is refused. */
  keepsForm?: boolean;
  /** Takes one file with its form, of at most this many bytes. */
  upload?: number;
}

export const html = (body: string, status = 200): Reply => ({
  status,
  body,
  headers: { 'content-type': 'text/html; charset=utf-8' },
});

/** Sends the browser on after a change, so that a reload does not repeat it. @param to an address of ours */
export const redirect = (to: string, session?: string | null): Reply => ({
  status: 303,
  body: '',
  headers: { location: to },
  ...(session === undefined ? {} : { session }),
});

/** A file to keep. @param name letters, digits, dots and hyphens only */
export const file = (name: string, type: string, body: string | Buffer): Reply => ({
  status: 200,
  body,
  headers: { 'content-type': type, 'content-disposition': `attachment; filename="${name}"` },
});

/**
 * An address of ours that somebody typed or carried in a link; anything else becomes the fallback.
 * @returns path, query and fragment in plain letters, as headers want them
 */
export function localPath(typed: string | null, fallback: string): string {
  // Browsers drop tabs and line ends before they read an address, so "/\t/evil" would leave the site.
  if (!typed || typed.length > 500 || !typed.startsWith('/') || /[\p{C}\\]/u.test(typed))
    return fallback;
  if (!URL.canParse(typed, HERE)) return fallback;
  const { origin, pathname, search, hash } = new URL(typed, HERE);
  // "/.//evil" is read as "//evil", which is the start of another site's address.
  return origin === HERE && !pathname.startsWith('//') ? pathname + search + hash : fallback;
}
const HERE = 'http://here.invalid';

/** The person of a visit to a page that only signed-in people can open. */
export function visitorOf(visit: Visit): Visitor {
  if (!visit.visitor) throw new Error(`${visit.path} is open to people who are not signed in`);
  return visit.visitor;
}

/** The membership of a visit to a page of a council. */
export function membershipOf(visit: Visit): Membership {
  if (!visit.membership) throw new Error(`${visit.path} is open to people who are not members`);
  return visit.membership;
}
