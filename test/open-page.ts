import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

const ABORTED_BY_LEAVING = 'net::ERR_ABORTED';

/** Opens a page; what the browser complains of is told, so that a test can fail by it. */
export async function openPage(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<{ page: Page; complaints: string[]; close: () => Promise<void> }> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (!message.text().includes('404 (Not Found)')) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? 'failed';
    if (reason !== ABORTED_BY_LEAVING) complaints.push(`${request.url()}: ${reason}`);
  });
  await page.goto(url);
  return { page, complaints, close: () => context.close() };
}
