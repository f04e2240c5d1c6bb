import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { SMTPServer } from 'smtp-server';
import { temporaryFolder } from '../../test/fixtures.ts';
import { type Envelope, fileTransport, notifyTransport, smtpTransport } from './transport.ts';

const FROM = 'Almanac <almanac@example.org>';
const letter: Envelope = {
  id: '0190c1b2-1111-7abc-8def-0123456789ab',
  recipient: 'ada@leeds.gov.uk',
  subject: 'A reminder – for Zoë',
  body: 'Hello\n\nhttps://almanac.example.org/sign-in/link/secret\n',
  refuse: 'https://almanac.example.org/refuse/word',
};

const portOf = (address: unknown) => (address as { port: number }).port;

/** A mail server on a free port. @param refuse says no to every recipient */
async function mailServer(t: TestContext, { refuse = false } = {}) {
  const messages: { to: string[]; text: string }[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: ({ address }, _session, done) =>
      done(refuse ? new Error(`550 no box for <${address}>`) : null),
    onData: (stream, { envelope }, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        messages.push({
          to: envelope.rcptTo.map(({ address }) => address),
          text: Buffer.concat(chunks).toString(),
        });
        done();
      });
    },
  });
  server.on('error', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  t.after(() => new Promise<void>((resolve) => server.close(resolve)));
  return { url: `smtp://127.0.0.1:${portOf(server.server.address())}`, messages };
}

test('a letter leaves over SMTP, with a name of its own and one-click refusal', async (t) => {
  const { url, messages } = await mailServer(t);
  await smtpTransport(url, FROM)(letter);
  const [message] = messages;
  assert.deepEqual(message?.to, ['ada@leeds.gov.uk']);
  assert.match(message?.text ?? '', /^Message-ID: <0190c1b2-1111-7abc-8def-0123456789ab@almanac>/m);
  assert.match(
    message?.text ?? '',
    /^List-Unsubscribe: <https:\/\/almanac\.example\.org\/refuse\/word>/m,
  );
  assert.match(message?.text ?? '', /^List-Unsubscribe-Post: List-Unsubscribe=One-Click/m);
  assert.match(message?.text ?? '', /^Auto-Submitted: auto-generated/m);
  assert.match(message?.text ?? '', /^From: Almanac <almanac@example\.org>/m);
});

test('a letter that nobody can refuse has no such header, and no line end gets into one', async (t) => {
  const { url, messages } = await mailServer(t);
  await smtpTransport(url, FROM)({ ...letter, refuse: null, subject: 'Hi\r\nBcc: all@b.uk' });
  assert.doesNotMatch(messages[0]?.text ?? '', /List-Unsubscribe|^Bcc/m);
  assert.equal(messages[0]?.to.length, 1);
});

test('a mail server that refuses, and one that is not there, are failures', async (t) => {
  const { url } = await mailServer(t, { refuse: true });
  await assert.rejects(smtpTransport(url, FROM)(letter), /no box/);
  await assert.rejects(smtpTransport('smtp://127.0.0.1:1', FROM)(letter), /ECONNREFUSED/);
});

test('without a mail server a letter is a file that mail programs open', async (t) => {
  const folder = path.join(await temporaryFolder(t), 'mail');
  const transport = fileTransport(folder, FROM);
  await transport(letter);
  await transport(letter);
  assert.deepEqual(await readdir(folder), [`${letter.id}.eml`], 'the same letter is the same file');
  const text = await readFile(path.join(folder, `${letter.id}.eml`), 'utf8');
  assert.match(text, /^To: ada@leeds\.gov\.uk/m);
  assert.match(text, /https:\/\/almanac\.example\.org\/sign-in\/link\/secret/);
});

const SERVICE = '11111111-2222-4333-8444-555555555555';
const SECRET = '66666666-7777-4888-8999-aaaaaaaaaaaa';
const KEY = `almanac-live-${SERVICE}-${SECRET}`;

async function notifyServer(t: TestContext, status: number) {
  const requests: { url: string; headers: IncomingHttpHeaders; body: string }[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { url = '', headers } = request;
      requests.push({ url, headers, body: Buffer.concat(chunks).toString() });
      response.writeHead(status, { 'content-type': 'application/json' }).end('{}');
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  return { base: `http://127.0.0.1:${portOf(server.address())}`, requests };
}

test('a letter leaves by GOV.UK Notify, signed with the key', async (t) => {
  const { base, requests } = await notifyServer(t, 201);
  await notifyTransport(KEY, 'template-id', base)(letter);
  const [request] = requests;
  assert.equal(request?.url, '/v2/notifications/email');
  const [head = '', claims = '', signature = ''] = (request?.headers.authorization ?? '')
    .replace('Bearer ', '')
    .split('.');
  const expected = createHmac('sha256', SECRET).update(`${head}.${claims}`).digest('base64url');
  assert.equal(signature, expected);
  assert.equal(JSON.parse(Buffer.from(claims, 'base64url').toString()).iss, SERVICE);
  assert.deepEqual(JSON.parse(request?.body ?? ''), {
    email_address: 'ada@leeds.gov.uk',
    template_id: 'template-id',
    personalisation: { subject: letter.subject, body: letter.body },
    reference: letter.id,
    one_click_unsubscribe_url: letter.refuse,
  });
});

for (const status of [400, 403, 429, 500])
  test(`GOV.UK Notify saying ${status} is a failure, so the letter is tried again`, async (t) => {
    const { base } = await notifyServer(t, status);
    await assert.rejects(
      notifyTransport(KEY, 'template-id', base)(letter),
      new RegExp(`answered ${status}`),
    );
  });
