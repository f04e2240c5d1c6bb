import { z } from 'zod';
import { isOverLimit, type Limit } from '../../db/attempts.ts';
import { writeAudit } from '../../db/audit.ts';
import type { Database, Handle } from '../../db/connect.ts';
import { transact } from '../../db/transact.ts';
import { listRefused, NOTICES, type Notice, setRefused } from '../../mail/notices.ts';
import { queueMail } from '../../mail/outbox.ts';
import { addressed, email, personName, version } from '../../web/forms/fields.ts';
import { toFormView } from '../../web/forms/form-view.ts';
import { failed, type Problem, parseForm, type Typed } from '../../web/forms/parse.ts';
import { doneText, type Show } from '../../web/visits/show.ts';
import {
  file,
  type Reply,
  type Route,
  redirect,
  type Visit,
  visitorOf,
} from '../../web/visits/visit.ts';
import { deletePerson, readEverything } from './everything.ts';
import type { PersonKeeper } from './keepers.ts';
import { changeLetters } from './letters.ts';
import {
  addEmailChange,
  changeNames,
  confirmEmailChange,
  endOtherSessions,
  findEmailChange,
  findNames,
  forgetProvider,
  listProviders,
  listSessions,
} from './store.ts';

export interface AccountNeeds {
  database: Database;
  show: Show;
  site: string;
  title: string;
  endAllSessions(handle: Handle, person: string): Promise<void>;
  /** Whom people may sign in by, besides mail. */
  providers: readonly { name: string; issuer: string }[];
  keepers: readonly PersonKeeper[];
  /** Names of the councils that would be left without a lead. */
  listLedAlone(handle: Handle, person: string): Promise<string[]>;
}

const nameSchema = z.object({ name: personName, addressed, version });
const emailSchema = z.object({ email });
const noticeSchema = z.object({ kinds: z.array(z.string()) });
const providerSchema = z.object({ issuer: z.string().max(500) });
const deleteSchema = z.object({ sure: z.literal('yes', 'Tick the box if you are sure') });
const CHANGES: Limit = { name: 'email changes by person', most: 5, span: 24 * 3_600_000 };

const DONE = {
  name: 'Your name is kept.',
  notices: 'Your choice of mail is kept.',
  asked:
    'We sent a link to your old address and one to your new one. Open both: the change needs them.',
  half: 'Confirmed on this side. Now open the link in the other mail as well.',
  unlinked: 'We forgot that way of signing in.',
  changed: 'Your email address is changed. Sign in with the new one from now on.',
};

/** A person's own account. */
export function accountRoutes(needs: AccountNeeds): Route[] {
  const { database, show } = needs;
  const asPerson = <T>(visit: Visit, work: (handle: Handle, person: string) => Promise<T>) =>
    // A person's rows stand in many councils.
    transact(database, 'everyone', (handle) => work(handle, visitorOf(visit).id));

  const nameOfProvider = (issuer: string) =>
    needs.providers.find((each) => each.issuer === issuer)?.name ?? new URL(issuer).hostname;

  const page = async (
    visit: Visit,
    typed: Typed = {},
    problems: readonly Problem[] = [],
  ): Promise<Reply> => {
    const visitor = visitorOf(visit);
    const { names, sessions, refused, linked } = await asPerson(visit, async (handle, person) => ({
      names: await findNames(handle, person),
      sessions: await listSessions(handle, person),
      refused: await listRefused(handle, person),
      linked: await listProviders(handle, person),
    }));
    const wanted = Object.keys(NOTICES).filter((kind) => !refused.includes(kind));
    return show(
      visit,
      'account.njk',
      'Your account',
      {
        form: toFormView(
          visit,
          {
            name: names.name,
            addressed: names.addressed,
            email: '',
            kinds: wanted,
            ...typed,
            // The state that is shown now: sent again, what is typed is meant.
            version: String(names.version),
          },
          problems,
        ),
        current: visitor.email,
        notices: Object.entries(NOTICES).map(([value, text]) => ({ value, text })),
        sessions: sessions.map(({ id, created_at, seen_at }) => ({
          since: created_at.slice(0, 10),
          seen: seen_at.slice(0, 10),
          here: id === visitor.session,
        })),
        providers: linked.map(({ issuer, created_at }) => ({
          issuer,
          name: nameOfProvider(issuer),
          since: created_at.slice(0, 10),
        })),
        done: doneText(visit, DONE),
      },
      problems.length > 0 ? 400 : 200,
    );
  };

  const changeName = async (visit: Visit): Promise<Reply> => {
    const parsed = parseForm(visit, nameSchema);
    if (failed(parsed)) return page(visit, parsed.typed, parsed.problems);
    const stands = await asPerson(visit, async (handle, person) =>
      (await changeNames(handle, person, parsed.value)) ? undefined : findNames(handle, person),
    );
    if (!stands) return redirect('/account?done=name');
    const now = [stands.name, stands.addressed].filter(Boolean).join(', addressed as ');
    const text = `This was changed in another window since you opened the page. It is now: ${now || 'nothing'}. Press “Keep the name” again to keep what you typed instead.`;
    return page(visit, parsed.typed, [{ field: 'name', text }]);
  };

  const askEmail = async (visit: Visit): Promise<Reply> => {
    const parsed = parseForm(visit, emailSchema);
    if (failed(parsed)) return page(visit, parsed.typed, parsed.problems);
    const { email: wished } = parsed.value;
    const { email: old } = visitorOf(visit);
    const problem = (text: string) => page(visit, parsed.typed, [{ field: 'email', text }]);
    if (wished === old) return problem('That is your address already');
    const over = await asPerson(visit, async (handle, person) => {
      if (await isOverLimit(handle, CHANGES, person, visit.now)) return true;
      // The same mails go out when the address belongs to somebody: who asks reads one of them, and would learn of it.
      const secrets = await addEmailChange(handle, person, wished, visit.now);
      for (const letter of changeLetters({
        old,
        wished,
        ...secrets,
        site: needs.site,
        title: needs.title,
      }))
        await queueMail(handle, letter, visit.now);
      return false;
    });
    return over
      ? problem('You asked for this many times today. Try again tomorrow.')
      : redirect('/account?done=asked');
  };

  const confirmPage = async (visit: Visit): Promise<Reply> => {
    const secret = visit.params.secret ?? '';
    const found = await transact(database, 'everyone', (handle) =>
      findEmailChange(handle, secret, visit.now),
    );
    return found
      ? show(visit, 'confirm-email.njk', 'Change of email address', {
          form: toFormView(visit),
          email: found.row.email,
        })
      : show(visit, 'confirm-over.njk', 'This link is used up or too old', {}, 410);
  };

  const confirm = async (visit: Visit): Promise<Reply> => {
    const outcome = await transact(database, 'everyone', async (handle) => {
      const found = await findEmailChange(handle, visit.params.secret ?? '', visit.now);
      if (!found) return 'over';
      const result = await confirmEmailChange(handle, found, visit.now);
      if (result === 'changed') {
        const person = found.row.person_id;
        // Whoever was signed in by the old address has to come by the new one.
        await endOtherSessions(handle, person, visit.visitor?.session);
        await writeAudit(handle, { person, action: 'person.email-changed' }, visit.now);
      }
      return result;
    });
    if (outcome === 'half' || outcome === 'changed')
      return show(visit, 'confirmed.njk', 'Change of email address', { text: DONE[outcome] });
    return show(visit, 'confirm-over.njk', 'This link is used up or too old', {}, 410);
  };

  const changeNotices = async (visit: Visit): Promise<Reply> => {
    const parsed = parseForm(visit, noticeSchema);
    if (failed(parsed)) return page(visit, parsed.typed, parsed.problems);
    const { kinds } = parsed.value;
    const refused = (Object.keys(NOTICES) as Notice[]).filter((kind) => !kinds.includes(kind));
    await asPerson(visit, (handle, person) => setRefused(handle, person, refused));
    return redirect('/account?done=notices');
  };

  const unlink = async (visit: Visit): Promise<Reply> => {
    const parsed = parseForm(visit, providerSchema);
    if (failed(parsed)) return redirect('/account');
    const { issuer } = parsed.value;
    const forgotten = await asPerson(visit, async (handle, person) => {
      if (!(await forgetProvider(handle, person, issuer))) return false;
      const detail = { provider: nameOfProvider(issuer) };
      await writeAudit(handle, { person, action: 'person.provider-forgotten', detail }, visit.now);
      return true;
    });
    return redirect(forgotten ? '/account?done=unlinked' : '/account');
  };

  const signOutEverywhere = async (visit: Visit): Promise<Reply> => {
    await asPerson(visit, needs.endAllSessions);
    return redirect('/signed-out', null);
  };

  const data = async (visit: Visit): Promise<Reply> => {
    const everything = await asPerson(visit, (handle, person) =>
      readEverything(handle, person, needs.keepers),
    );
    return file(
      'my-data.json',
      'application/json; charset=utf-8',
      JSON.stringify(everything, undefined, 2),
    );
  };

  const deletePage = async (visit: Visit, problems: readonly Problem[] = []): Promise<Reply> => {
    const alone = await asPerson(visit, needs.listLedAlone);
    const form = toFormView(visit, {}, problems);
    return show(
      visit,
      'delete-account.njk',
      'Delete your account',
      { form, alone },
      problems.length > 0 ? 400 : 200,
    );
  };

  const remove = async (visit: Visit): Promise<Reply> => {
    const parsed = parseForm(visit, deleteSchema);
    if (failed(parsed)) return deletePage(visit, parsed.problems);
    const deleted = await asPerson(visit, async (handle, person) => {
      if ((await needs.listLedAlone(handle, person)).length > 0) return false;
      await deletePerson(handle, person, needs.keepers, visit.now);
      await writeAudit(handle, { person, action: 'person.deleted' }, visit.now);
      return true;
    });
    return deleted ? redirect('/signed-out', null) : deletePage(visit);
  };

  const own = { access: 'signed-in' } as const;
  return [
    { method: 'GET', path: '/account', ...own, handle: (visit) => page(visit) },
    { method: 'POST', path: '/account/name', ...own, handle: changeName, keepsForm: true },
    { method: 'POST', path: '/account/email', ...own, handle: askEmail, keepsForm: true },
    { method: 'POST', path: '/account/notices', ...own, handle: changeNotices, keepsForm: true },
    { method: 'POST', path: '/account/providers', ...own, handle: unlink },
    { method: 'POST', path: '/account/sessions', ...own, handle: signOutEverywhere },
    { method: 'GET', path: '/account/data.json', ...own, handle: data },
    { method: 'GET', path: '/account/delete', ...own, handle: (visit) => deletePage(visit) },
    { method: 'POST', path: '/account/delete', ...own, handle: remove, keepsForm: true },
    // Mail programs open links: the page only shows a button, which they do not press.
    { method: 'GET', path: '/confirm-email/:secret', access: 'anyone', handle: confirmPage },
    { method: 'POST', path: '/confirm-email/:secret', access: 'anyone', handle: confirm },
  ];
}
