/** What one address answered. `unsure`: it may be our own trouble, or theirs for today, so nobody is told it is dead. */
export interface Probe {
  state: 'works' | 'dead' | 'unsure';
  /** HTTP status, where there was an answer. */
  code?: number;
  /** Where it has moved to for good. */
  to?: string;
  why?: string;
  /** The network itself failed: no name, no route, no connection. */
  offline?: boolean;
}

export interface ProbeOptions {
  /** Milliseconds to wait for an answer. */
  timeout: number;
  /** How often to try again after a time-out, a fault of theirs or "too many requests". */
  retries: number;
  /** Milliseconds before the first further try; doubles each time. */
  pause: number;
  /** Longest that "try again after" is obeyed, in milliseconds. */
  longestPause: number;
}

const MOST_REDIRECTS = 8;
const FOR_GOOD = new Set([301, 308]);
const HEADERS = {
  'user-agent': 'DigitalisationAlmanacLinkCheck/1 (checks that published links still work)',
  accept: '*/*',
};
const NETWORK = new Set(['ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH', 'ECONNREFUSED']);

/** Tries an address: HEAD first, GET where HEAD is refused. A body is never read. */
export async function probe(url: string, options: ProbeOptions): Promise<Probe> {
  let last: Probe = { state: 'unsure' };
  for (let attempt = 0; attempt <= options.retries; attempt += 1) {
    if (attempt > 0) await wait(pauseBefore(attempt, last, options));
    last = await follow(url, options.timeout);
    if (last.state !== 'unsure' || last.offline) return withoutPause(last);
  }
  return withoutPause(last);
}

type Tried = Probe & { retryAfter?: number };

async function follow(url: string, timeout: number): Promise<Tried> {
  let address = url;
  let moved = true;
  for (let hop = 0; hop <= MOST_REDIRECTS; hop += 1) {
    const answer = await ask(address, timeout);
    if ('state' in answer) return answer;
    const { status: code, headers } = answer;
    const location = headers.get('location');
    if (code >= 300 && code < 400 && location) {
      if (!URL.canParse(location, address))
        return { state: 'dead', code, why: 'redirect to nowhere' };
      moved &&= FOR_GOOD.has(code);
      address = new URL(location, address).href;
      continue;
    }
    if (code < 400)
      return { state: 'works', code, ...(moved && address !== url ? { to: address } : {}) };
    if (code === 404 || code === 410) return { state: 'dead', code };
    const seconds = Number(headers.get('retry-after'));
    return { state: 'unsure', code, ...(seconds > 0 ? { retryAfter: seconds * 1000 } : {}) };
  }
  return { state: 'dead', why: 'redirects without end' };
}

/** Some servers know no HEAD, some answer it wrongly or never: short of a plain yes it is asked again with GET. */
async function ask(address: string, timeout: number): Promise<Response | Tried> {
  const head = await send(address, 'HEAD', timeout);
  if ('state' in head) return head.offline ? head : send(address, 'GET', timeout);
  return head.status < 400 || head.status === 429 ? head : send(address, 'GET', timeout);
}

async function send(address: string, method: string, timeout: number): Promise<Response | Tried> {
  try {
    const signal = AbortSignal.timeout(timeout);
    const response = await fetch(address, { method, signal, redirect: 'manual', headers: HEADERS });
    await response.body?.cancel();
    return response;
  } catch (error) {
    const code = String((error as { cause?: { code?: string } }).cause?.code ?? '');
    const late = (error as Error).name === 'TimeoutError';
    const why = late ? 'no answer in time' : code || 'no connection';
    return { state: 'unsure', why, ...(NETWORK.has(code) ? { offline: true } : {}) };
  }
}

const pauseBefore = (attempt: number, { retryAfter = 0 }: Tried, options: ProbeOptions) =>
  Math.min(options.longestPause, Math.max(retryAfter, options.pause * 2 ** (attempt - 1)));

const withoutPause = ({ retryAfter: _pause, ...rest }: Tried): Probe => rest;
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
