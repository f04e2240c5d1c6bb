import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { openBrowser } from './chromium.ts';
import { emptyDatabase } from './databases.ts';
import { faultsOf } from './look.ts';
import { CLIENT, startProvider } from './provider-server.ts';
import { startApp } from './start-app.ts';

const heading = (page: Page) => page.locator('h1').innerText();

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address ? address.port : 0;
}

test('a person goes to their council’s own sign-in and comes back, without script, by link only', async () => {
  const database = (await emptyDatabase('sqlite'))!;
  const port = await freePort();
  const site = `http://localhost:${port}`;
  const real = await startProvider(site, 'leeds');
  real.people.set('ada', { email: 'ada@leeds.gov.uk', email_verified: true });
  real.people.set('eve', { email: 'ada@leeds.gov.uk', email_verified: false });
  const leeds = { id: 'leeds', name: 'Leeds City Council', issuer: real.issuer, ...CLIENT };
  const settings = { PORT: String(port), SIGN_IN_PROVIDERS: JSON.stringify([leeds]) };
  const { app } = await startApp(settings, database);
  await app.listen({ host: '127.0.0.1', port });
  const browser = await openBrowser();
  try {
    const options = { bypassCSP: false, viewport: { width: 320, height: 700 } };
    const page = await (
      await browser.newContext({ ...options, javaScriptEnabled: false })
    ).newPage();
    await page.goto(`${site}/my`);
    await page.getByRole('link', { name: 'Sign in to open it.' }).click();
    const button = page.getByRole('link', { name: 'Sign in with Leeds City Council' });

    await button.click();
    assert.equal(await heading(page), 'The council’s own sign-in');
    assert.ok(page.url().startsWith(real.issuer), page.url());
    await page.getByRole('button', { name: 'I do not want to' }).click();
    assert.equal(await heading(page), 'Sign in', 'back, calmly');
    assert.match(await page.title(), /^Error: /);
    assert.match(await page.locator('.govuk-error-summary').innerText(), /did not let you in/);

    await button.click();
    await page.getByRole('button', { name: 'I am eve' }).click();
    assert.match(await page.locator('.govuk-error-summary').innerText(), /is yours/);
    await page.context().clearCookies();
    await page.goto(`${site}/sign-in`);
    await button.click();
    await page.getByRole('button', { name: 'I am ada' }).click();
    assert.equal(await heading(page), 'Your councils');
    assert.equal(page.url(), `${site}/my`);
    await page.getByRole('link', { name: 'Leeds City Council' }).waitFor();

    const kept = await page.context().storageState();
    const own = await browser.newContext({ ...options, bypassCSP: true, storageState: kept });
    const account = await own.newPage();
    await account.goto(`${site}/account`);
    await account.getByRole('button', { name: /^Forget it/ }).waitFor();
    assert.deepEqual(await faultsOf(account, '/account'), []);
    await own.close();

    await page.getByRole('button', { name: 'Sign out' }).click();
    assert.equal(await heading(page), 'You are signed out');
    await page.getByRole('link', { name: 'Sign out there as well' }).click();
    assert.ok(page.url().startsWith(`${real.issuer}/session/end`), page.url());

    const context = await browser.newContext({ ...options, bypassCSP: true });
    for (const path of ['/sign-in', '/sign-in/back/leeds?state=x', '/signed-out?from=leeds']) {
      const seen = await context.newPage();
      await seen.goto(site + path);
      assert.deepEqual(await faultsOf(seen, path), []);
    }
    await context.close();
  } finally {
    await browser.close();
    await app.close();
    await real.stop();
    await database.close();
  }
});
