import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Database } from '../src/db/connect.ts';
import { transact } from '../src/db/transact.ts';
import type { Access, Route } from '../src/web/visits/visit.ts';
import { type Peopled, peopleOfEachRole, ROLES, type Role } from './council-of-each.ts';
import { emptyDatabase, testOnBoth } from './databases.ts';
import { startApp, WITHOUT_PRINTER } from './start-app.ts';

/** What each role may open, written out: nothing here is worked out by the code under test. */
const WELCOME: Record<Access, readonly Role[]> = {
  anyone: ROLES,
  'signed-in': ROLES.filter((role) => role !== 'stranger'),
  // The write-up of the test is by the contributor; a lead may open what is written for the council.
  author: ['contributor', 'lead'],
  viewer: ['viewer', 'contributor', 'lead'],
  contributor: ['contributor', 'lead'],
  lead: ['lead'],
  editor: ['editor', 'administrator'],
  administrator: ['administrator'],
};

/** What who is not welcome gets: 401 to sign in, 403 for a small role, 404 when even the place is not theirs to know. */
function refusalOf(access: Access, role: Role): number {
  if (role === 'stranger') return 401;
  const ofCouncil = access === 'viewer' || access === 'contributor' || access === 'lead';
  return ofCouncil && WELCOME.viewer.includes(role) ? 403 : 404;
}

/** @throws for a parameter that no test knows a value for */
function addressOf({ path }: Route, { params }: Peopled): string {
  return path.replaceAll(/:(\w+)/g, (_whole, name: string) => {
    const value = params[name];
    assert.ok(value, `${path}: say in test/council-of-each.ts what stands for :${name}`);
    return value;
  });
}

const TABLES = [
  ...([
    'person',
    'session',
    'sign_in',
    'platform_role',
    'attempt',
    'member',
    'invitation',
  ] as const),
  ...(['join_request', 'audit', 'mail', 'mail_refused', 'job'] as const),
  ...(['round', 'sheet', 'answer', 'email_change', 'refusal_link'] as const),
  ...(['provider_sign_in', 'identity'] as const),
  ...(['paper_face', 'brought_plan'] as const),
  ...(['action', 'action_change', 'action_comment', 'action_depends'] as const),
  ...(['plan_feed', 'plan_link', 'plan_sent'] as const),
  ...(['task', 'round_event', 'handover'] as const),
  ...(['listing', 'findable', 'introduction'] as const),
  ...(['circle', 'circle_note', 'circle_date', 'circle_action', 'circle_calendar'] as const),
  ...(['writeup', 'writeup_part', 'writeup_author', 'writeup_invitation'] as const),
  ...(['writeup_version', 'writeup_review', 'writeup_picture', 'writeup_question'] as const),
  ...(['card_echo', 'card_report', 'card_note', 'library_stamp'] as const),
  ...(['thread', 'post', 'concern', 'ruling', 'ban', 'ban_network', 'follow'] as const),
  ...(['catch_up'] as const),
  ...(['provider_sign_in', 'identity', 'kept_out'] as const),
];

/** All rows of all tables, but for when a session was last seen. */
async function dump(database: Database): Promise<string> {
  return transact(database, 'everyone', async (handle) => {
    const all: Record<string, string[]> = {};
    for (const table of TABLES) {
      const rows = await handle.selectFrom(table).selectAll().execute();
      all[table] = rows.map((row) => JSON.stringify({ ...row, seen_at: '' })).sort();
    }
    return JSON.stringify(all, null, 1);
  });
}

testOnBoth('every address × every role gives what the table says', async (database) => {
  const { app, site } = await startApp(WITHOUT_PRINTER, database);
  const peopled = await peopleOfEachRole(app, database, ['leeds', 'york']);
  // The made-up council has ids of its own; test/example.test.ts opens all its pages.
  const routes = site.spaces!.routes.filter(({ path }) => !path.startsWith('/example'));
  assert.ok(routes.length > 20);
  const wrong: string[] = [];
  for (const route of routes) {
    assert.ok(route.access in WELCOME, `${route.method} ${route.path} declares no access`);
    const ofCouncil = ['viewer', 'contributor', 'lead'].includes(route.access);
    if (ofCouncil)
      assert.ok(route.path.includes('/:council'), `${route.path} asks for a role of no council`);
    const url = addressOf(route, peopled);
    for (const role of ROLES) {
      const browser = peopled.browsers[role];
      // A form without its hidden field goes through every guard and changes nothing: so each role can be tried.
      const { statusCode, body } =
        route.method === 'GET' ? await browser.get(url) : await browser.post(url, {}, '');
      const guarded = [401, 403, 404];
      const welcome = WELCOME[route.access].includes(role);
      const fits = welcome
        ? passed(statusCode, route) && !body.includes(TOO_SMALL)
        : statusCode === refusalOf(route.access, role) &&
          (statusCode !== 403 || body.includes(TOO_SMALL));
      if (!fits) wrong.push(`${route.method} ${url} as ${role}: ${statusCode}`);
      assert.ok(welcome || guarded.includes(statusCode), `${route.method} ${url} as ${role}`);
    }
  }
  assert.deepEqual(wrong, []);
  await app.close();
});

/** What must hold whatever a route declares: where it stands says who it is for. The first that fits counts. */
const PLACES: [where: RegExp, who: readonly Access[]][] = [
  [/^GET \/my$/, ['signed-in']],
  [/^GET \/my\/(inbox|following)$/, ['signed-in']],
  [/^POST \/my\/inbox\/read$/, ['signed-in']],
  [/^GET \/talk\/.*\/(ask|edit|withdraw)$/, ['signed-in']],
  [/^POST \/(talk|follow)\b/, ['signed-in']],
  [/^(GET|POST) \/appeal\b/, ['signed-in']],
  [/^GET \/(talk|follow)\b/, ['anyone']],
  [/^(GET|POST) \/report\b/, ['anyone']],
  [/^(GET|POST) \/my\/:council\/(people\/:member|invite|invitations|requests|log)/, ['lead']],
  [/^(GET|POST) \/my\/:council\/leave$/, ['viewer']],
  [/^(GET|POST) \/my\/:council\/together\/found$/, ['lead']],
  [/^(GET|POST) \/my\/:council\/circles\/(new$|:circle\/(invite|answer|leave|report)$)/, ['lead']],
  [/^GET \/circles\b/, ['signed-in']],
  [/^GET \/circle-calendar\b/, ['anyone']],
  [/^POST \/together\b/, ['signed-in']],
  [/^GET \/together\b/, ['anyone', 'signed-in']],
  [/^(GET|POST) \/my\/:council\/plan\/(attention|links)\b/, ['lead']],
  [/^POST \/my\/:council\/plan\/actions\/:action\/(raise|remove)$/, ['lead']],
  // A calendar of one's own is made by who reads the plan.
  [/^POST \/my\/:council\/plan\/calendar/, ['viewer']],
  [/^GET \/my\/:council/, ['viewer', 'contributor', 'lead']],
  [/^POST \/my\/:council/, ['contributor', 'lead']],
  [/^(GET|POST) \/admin/, ['editor', 'administrator']],
  [/^GET \/plan\/add$/, ['signed-in']],
  [/^GET \/plan\/(calendar|view)\//, ['anyone']],
  [/^(GET|POST) \/(join|invitation|account)\b/, ['signed-in', 'anyone']],
  [/^(GET|POST) \/(assessment|confirm-email|refuse|example)\b/, ['anyone']],
  [/^(GET|POST) \/share\/:draft/, ['author']],
  [/^GET \/share(\/criteria)?$/, ['anyone']],
  [/^(GET|POST) \/share\//, ['signed-in']],
  [/^(GET|POST) \/practice\/:example\/ours$/, ['signed-in']],
  [/^(GET|POST) \/practice\/:example\/problem$/, ['anyone']],
  [/^(GET|POST) \/(sign-in|sign-out|signed-out)\b/, ['anyone']],
];

test('no route is open to more people than its place says', async () => {
  const database = await emptyDatabase('sqlite');
  const { app, site } = await startApp(WITHOUT_PRINTER, database);
  const wrong = site.spaces!.routes.flatMap(({ method, path, access }) => {
    const line = `${method} ${path}`;
    const [, who] = PLACES.find(([where]) => where.test(line)) ?? [];
    return who && !who.includes(access) ? [`${line} is open to ${access}`] : [];
  });
  assert.deepEqual(wrong, []);
  await app.close();
  await database?.close();
});

/** What stands on the page of a member whose role is too small. */
const TOO_SMALL = 'does not reach this far';

/** Behind the guards: a form without its field is refused or shown again; a page is there, used up, or leads on. */
function passed(status: number, { method, path }: Route): boolean {
  // The invitation of the test is for somebody else.
  if (path === '/invitation/:secret') return status === 403 || status === 400;
  // Only who is in a circle finds it by its shared address, and this secret is of no calendar.
  if (path === '/circles/:circle' || path === '/circle-calendar/:secret')
    return status === 303 || status === 404;
  // What somebody wrote or was told is there for its author only, whoever else may come this far.
  if (/^\/talk\/posts\/:post\/|^\/appeal\//.test(path)) return status < 500 && status !== 401;
  if (method === 'GET') return status < 400 || status === 410;
  // A mail program has no hidden field; this secret is of no mail.
  if (path === '/refuse/:secret') return status === 410;
  // The round is closed: whoever would answer is led to what they answered.
  if (path.includes('/:round/mine/') && status === 303) return true;
  // Who has nobody to introduce is led back.
  if (path.endsWith('/introduce') && status === 303) return true;
  // Who belongs to the council already is led there.
  return status === 403 || status === 400 || (status === 303 && path === '/join/:slug');
}

testOnBoth(
  'a form without its hidden field changes nothing, whoever sends it',
  async (database) => {
    const { app, site } = await startApp(WITHOUT_PRINTER, database);
    const peopled = await peopleOfEachRole(app, database, ['leeds', 'york']);
    const fields = {
      ...{
        email: 'x@leeds.gov.uk',
        name: 'X',
        role: 'viewer',
        perspective: 'digital',
        message: '',
      },
      ...{ suspended: 'yes', version: '1', decision: 'approve', code: '123456', next: '/' },
    };
    await peopled.browsers.contributor.get('/my/leeds');
    const foreign = peopled.browsers.contributor.csrf;
    assert.match(foreign, /^[\w-]{32}$/);
    const before = await dump(database);
    let tried = 0;
    for (const route of site.spaces!.routes.filter(({ method }) => method === 'POST')) {
      const url = addressOf(route, peopled);
      for (const role of ROLES) {
        const browser = peopled.browsers[role];
        for (const csrf of ['', 'x'.repeat(32), foreign]) {
          if (csrf === foreign && role === 'contributor') continue;
          const { statusCode } = await browser.post(url, fields, csrf);
          const led =
            (statusCode === 303 && /^\/join\/:slug|:round\/mine\/|\/introduce$/.test(route.path)) ||
            (statusCode === 410 && route.path === '/refuse/:secret');
          assert.ok(
            led || [400, 401, 403, 404].includes(statusCode),
            `${url} as ${role}: ${statusCode}`,
          );
          tried += 1;
        }
      }
    }
    assert.ok(tried > 200);
    assert.equal(await dump(database), before);
    await app.close();
  },
);

testOnBoth('an address takes only what it is made for', async (database) => {
  const { app, site } = await startApp(WITHOUT_PRINTER, database);
  const peopled = await peopleOfEachRole(app, database, ['leeds', 'york']);
  const { lead } = peopled.browsers;
  const taken = new Map<string, string[]>();
  for (const route of site.spaces!.routes)
    taken.set(route.path, [...(taken.get(route.path) ?? []), route.method]);
  for (const [path, methods] of taken) {
    const url = addressOf({ path } as Route, peopled);
    const cookies = Object.fromEntries(lead.cookies);
    for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const) {
      const { statusCode, headers, payload } = await app.inject({ method, url, cookies });
      if (methods.includes(method === 'HEAD' ? 'GET' : method)) {
        assert.notEqual(statusCode, 405, `${method} ${url}`);
        if (method === 'HEAD') assert.equal(payload, '', `${url} has no body for HEAD`);
      } else {
        assert.equal(statusCode, 405, `${method} ${url}`);
        assert.ok(String(headers.allow).includes(methods[0]!), `${url} says what it takes`);
      }
      assert.equal(headers['cache-control'], 'no-store', `${method} ${url}`);
    }
  }
  await app.close();
});

testOnBoth('every personal page is private, unframed and names no referrer', async (database) => {
  const { app, site } = await startApp(
    { ...WITHOUT_PRINTER, PUBLIC_URL: 'https://almanac.example' },
    database,
  );
  const peopled = await peopleOfEachRole(app, database, ['leeds', 'york']);
  for (const route of site.spaces!.routes) {
    const url = addressOf(route, peopled);
    const { headers, cookies } = await app.inject({ method: route.method, url });
    assert.equal(headers['cache-control'], 'no-store', url);
    assert.equal(headers['referrer-policy'], 'no-referrer', url);
    assert.equal(headers['x-frame-options'], 'DENY', url);
    assert.match(String(headers['content-security-policy']), /frame-ancestors 'none'/, url);
    assert.match(String(headers['strict-transport-security']), /max-age=31536000/, url);
    for (const { name, httpOnly, secure, sameSite, path, domain } of cookies) {
      assert.match(name, /^__Host-/, url);
      assert.deepEqual(
        [httpOnly, secure, sameSite, path, domain],
        [true, true, 'Lax', '/', undefined],
      );
    }
  }
  const hosts = ['evil.example', 'almanac.example.evil.example', 'localhost:1'];
  for (const host of hosts) {
    const page = await app.inject({ url: '/sign-in', headers: { host, 'x-forwarded-host': host } });
    assert.doesNotMatch(page.body, /evil|localhost:1/);
  }
  await app.close();
});
