import { z } from 'zod';
import { isOverLimit, networkOf } from '../../db/attempts.ts';
import type { Database, Handle } from '../../db/connect.ts';
import { transact } from '../../db/transact.ts';
import { mailboxOf } from '../../lib/mailbox.ts';
import { queueMail } from '../../mail/outbox.ts';
import { email } from '../../web/forms/fields.ts';
import { toFormView } from '../../web/forms/form-view.ts';
import { failed, type Problem, parseForm, type Typed } from '../../web/forms/parse.ts';
import type { Show } from '../../web/visits/show.ts';
import { localPath, type Reply, type Route, redirect, type Visit } from '../../web/visits/visit.ts';
import { enter } from './enter.ts';
import { signInLetter } from './letter.ts';
import type { Provider } from './provider.ts';
import { providerRoutes } from './provider-routes.ts';
import { isAtOneOf } from './provider-rules.ts';
import { addRequest, findByBrowser, findByLink, useCode, useLink } from './requests.ts';
import { BY_ADDRESS, BY_EMAIL, CODES_BY_ADDRESS, CODES_BY_EMAIL } from './rules.ts';
import { endSession, findOrAddPerson } from './sessions.ts';

export interface SignInNeeds {
  database: Database;
  show: Show;
  /** Address of the site for links in mail. */
  site: string;
  title: string;
  /** Ways in by another organisation's sign-in. */
  providers: readonly Provider[];
  /** In development, where no mail leaves the machine: the link is printed and stands on the page. */
  showLinks: boolean;
}

const HOME = '/my';
const askSchema = z.object({ email, next: z.string() });
const codeSchema = z.object({
  code: z
    .string()
    .transform((text) => text.replaceAll(/[\s-]/g, ''))
    .pipe(z.string().regex(/^\d{6}$/, 'Enter the six digits from the mail')),
});
const TOO_MANY = 'There were too many tries from your network. Wait 15 minutes, then try again.';
const WRONG_CODE =
  'That code is not right, or it is too old. Look at the latest mail, or ask for a new one.';

/** Sign-in by a link that comes by mail or by another organisation, and sign-out. */
export function signInRoutes(needs: SignInNeeds): Route[] {
  const { database, show, site, title, providers } = needs;
  /** Latest link by browser, in development only. */
  const shown = new Map<string, string>();
  const askPage = (
    visit: Visit,
    typed?: Typed,
    problems?: readonly Problem[],
    status = problems ? 400 : 200,
  ) => {
    const next = localPath(visit.query.get('next') ?? String(typed?.next ?? ''), HOME);
    const form = toFormView(visit, { ...typed, next }, problems);
    const ways = providers.map(({ id, name }) => ({
      name,
      href: `/sign-in/with/${id}?next=${encodeURIComponent(next)}`,
    }));
    return show(visit, 'sign-in.njk', 'Sign in', { form, ways }, status);
  };
  const sentPage = (visit: Visit, typed?: Typed, problems?: readonly Problem[]) => {
    const form = toFormView(visit, typed, problems);
    const link = needs.showLinks ? shown.get(visit.browser) : undefined;
    return show(visit, 'sent.njk', 'Look in your mail', { form, link }, problems ? 400 : 200);
  };
  const enterBy = async (handle: Handle, visit: Visit, asked: { email: string; next: string }) => {
    const { id } = await findOrAddPerson(handle, asked.email, visit.now);
    return enter(handle, visit, { person: id, next: asked.next });
  };

  const ask = async (visit: Visit): Promise<Reply> => {
    const parsed = parseForm(visit, askSchema);
    if (failed(parsed)) return askPage(visit, parsed.typed, parsed.problems);
    const { email: to } = parsed.value;
    const only = providers.find((each) => each.only && isAtOneOf(to, each.domains));
    if (only) {
      const text = `People with this address sign in with “${only.name}”: use its button`;
      return askPage(visit, parsed.typed, [{ field: 'email', text }]);
    }
    const outcome = await transact(database, 'everyone', async (handle) => {
      if (await isOverLimit(handle, BY_ADDRESS, networkOf(visit.ip), visit.now)) return 'too many';
      // The answer is the same, so that nobody learns how often an address was used.
      if (await isOverLimit(handle, BY_EMAIL, mailboxOf(to), visit.now)) return undefined;
      const next = localPath(parsed.value.next, HOME);
      const asked = await addRequest(
        handle,
        { email: to, browser: visit.browser, next },
        visit.now,
      );
      await queueMail(handle, signInLetter(to, asked, site, title), visit.now);
      return `${site}/sign-in/link/${asked.secret}`;
    });
    if (outcome === 'too many') {
      const page = askPage(visit, parsed.typed, [{ field: 'email', text: TOO_MANY }]);
      return { ...page, event: 'sign-in.too-many' };
    }
    if (outcome && needs.showLinks) {
      if (shown.size > 1000) shown.clear();
      shown.set(visit.browser, outcome);
      console.log(`Sign-in link (shown because no mail leaves this machine): ${outcome}`);
    }
    return redirect('/sign-in/sent');
  };

  const byCode = async (visit: Visit): Promise<Reply> => {
    const parsed = parseForm(visit, codeSchema);
    if (failed(parsed)) return sentPage(visit, parsed.typed, parsed.problems);
    const problem = (text: string, event: string) => ({
      ...sentPage(visit, parsed.typed, [{ field: 'code', text }]),
      event,
    });
    return transact(database, 'everyone', async (handle) => {
      if (await isOverLimit(handle, CODES_BY_ADDRESS, networkOf(visit.ip), visit.now))
        return problem(TOO_MANY, 'sign-in.too-many');
      const asked = await findByBrowser(handle, visit.browser, visit.now);
      if (!asked || (await isOverLimit(handle, CODES_BY_EMAIL, asked.email, visit.now)))
        return problem(WRONG_CODE, 'sign-in.code-over');
      const right = await useCode(handle, asked, parsed.value.code, visit.now);
      return right ? enterBy(handle, visit, asked) : problem(WRONG_CODE, 'sign-in.code-wrong');
    });
  };

  const openLink = async (visit: Visit): Promise<Reply> => {
    const secret = visit.params.secret ?? '';
    const row = await transact(database, 'everyone', (handle) =>
      findByLink(handle, secret, visit.now),
    );
    if (!row) return show(visit, 'link-over.njk', 'This link is used up or too old', {}, 410);
    if (row.browser_hash !== visit.browser)
      return show(visit, 'other-browser.njk', 'Go back to the browser you asked from', {}, 409);
    return show(visit, 'link.njk', 'Finish signing in', { form: toFormView(visit) });
  };

  const byLink = (visit: Visit): Promise<Reply> =>
    transact(database, 'everyone', async (handle) => {
      const asked = await useLink(handle, visit.params.secret ?? '', visit.browser, visit.now);
      if (asked) return enterBy(handle, visit, asked);
      const over = show(visit, 'link-over.njk', 'This link is used up or too old', {}, 410);
      return { ...over, event: 'sign-in.link-over' };
    });

  const signOut = async (visit: Visit): Promise<Reply> => {
    const { visitor } = visit;
    const from =
      visitor &&
      (await transact(database, 'everyone', (handle) => endSession(handle, visitor.session)));
    return redirect(from ? `/signed-out?from=${from}` : '/signed-out', null);
  };

  const signedOut = async (visit: Visit): Promise<Reply> => {
    // Ending our session does not end the provider's: on a shared computer that matters.
    const from = providers.find(({ id }) => id === visit.query.get('from'));
    const provider = from && { name: from.name, leave: await from.leave() };
    return show(visit, 'signed-out.njk', 'You are signed out', { provider });
  };

  return [
    { method: 'GET', path: '/sign-in', access: 'anyone', handle: async (visit) => askPage(visit) },
    { method: 'POST', path: '/sign-in', access: 'anyone', handle: ask, keepsForm: true },
    {
      method: 'GET',
      path: '/sign-in/sent',
      access: 'anyone',
      handle: async (visit) => sentPage(visit),
    },
    { method: 'POST', path: '/sign-in/sent', access: 'anyone', handle: byCode, keepsForm: true },
    // Mail programs open links to look at them: this only shows a button, which they do not press.
    { method: 'GET', path: '/sign-in/link/:secret', access: 'anyone', handle: openLink },
    { method: 'POST', path: '/sign-in/link/:secret', access: 'anyone', handle: byLink },
    { method: 'POST', path: '/sign-out', access: 'anyone', handle: signOut },
    { method: 'GET', path: '/signed-out', access: 'anyone', handle: signedOut },
    ...providerRoutes({
      database,
      site,
      providers,
      again: (visit, text, status) => askPage(visit, {}, [{ field: '', text }], status),
    }),
  ];
}
