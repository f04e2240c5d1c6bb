/** What may be written to a log about an error: nothing that somebody typed, and nobody's address. */
export interface SafeError {
  type: string;
  message: string;
  code?: string | number;
  /** Of a database: the rule that was broken, and where; never the values. */
  constraint?: string;
  table?: string;
  column?: string;
  stack: string[];
  cause?: SafeError;
}

const DEPTH = 4;
const FRAMES = 12;
const LONGEST = 300;

/**
 * Makes a text safe for logs: email addresses, network addresses, secrets, and whatever stands in quotes are taken out.
 * Programs quote what they were given when they complain about it.
 */
export function withoutPersonalData(text: string): string {
  return (
    text
      // A program's own words come first; what it was given may follow.
      .replace(/\n[\s\S]*/, '')
      // From the first quote to the last: what is quoted may hold quotes.
      .replaceAll(/["“`«].*["”`»]|'.*'/g, '"…"')
      .replaceAll(/[^\s<>()[\],;:"]+@[^\s<>()[\],;:"]+/g, '[address]')
      .replaceAll(/\b\d{1,3}(?:\.\d{1,3}){3}\b/g, '[network address]')
      .replaceAll(/(?<![\w-])(?![\da-f-]{36}(?![\w-]))[\w-]{32,}(?![\w-])/g, '[secret]')
      .slice(0, LONGEST)
  );
}

/**
 * What to log of an error. Drivers put the values of a query into their messages and fields; of a database error only its
 * code, its rule and its place are kept.
 */
export function safeError(error: unknown, depth = 0): SafeError {
  if (!(error instanceof Error))
    return { type: typeof error, message: withoutPersonalData(String(error)), stack: [] };
  const fields = error as Error & Record<string, unknown>;
  const text = (name: string) =>
    typeof fields[name] === 'string' ? { [name]: withoutPersonalData(fields[name]) } : {};
  // PostgreSQL says how severe each of its errors is; its messages and details hold values of rows.
  const ofPostgres = 'severity' in fields && 'routine' in fields;
  return {
    type: error.name === 'Error' ? error.constructor.name : error.name,
    message: ofPostgres
      ? `PostgreSQL refused: ${String(fields.routine)}`
      : withoutPersonalData(error.message),
    ...(typeof fields.code === 'string' || typeof fields.code === 'number'
      ? { code: fields.code }
      : {}),
    ...text('constraint'),
    ...text('table'),
    ...text('column'),
    // Lines before the first frame repeat the message.
    stack: (error.stack ?? '')
      .replace(error.message, '')
      .split('\n')
      .filter((line) => /^\s+at /.test(line))
      .slice(0, FRAMES)
      .map((line) => line.trim().slice(0, LONGEST)),
    ...(error.cause !== undefined && depth < DEPTH
      ? { cause: safeError(error.cause, depth + 1) }
      : {}),
  };
}
