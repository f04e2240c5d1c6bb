import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { z } from 'zod';
import { StartError } from '../../lib/errors.ts';

/**
 * The file of a backup: gzip of lines of JSON, the same for every database. The first line is the header; then each row
 * as `[table, value, value …]` in the order of the header; the last line holds a checksum of all before it.
 */
const FORMAT = 1;

const headerSchema = z.object({
  almanacBackup: z.number(),
  made: z.iso.datetime(),
  from: z.enum(['sqlite', 'postgres']),
  migrations: z.array(z.string()).min(1),
  tables: z.array(
    z.object({ name: z.string(), columns: z.array(z.string()).min(1), rows: z.number().int() }),
  ),
});
const endSchema = z.object({ sha256: z.string() });

export type Header = Omit<z.infer<typeof headerSchema>, 'almanacBackup'>;
export type Value = string | number | null | Uint8Array;
export interface Row {
  table: string;
  values: Value[];
}

/**
 * Writes a backup beside its place first, so that the file is there whole or not at all. Only its owner may read it: it
 * holds personal data.
 */
export async function writeArchive(
  file: string,
  header: Header,
  rows: AsyncIterable<Row>,
): Promise<void> {
  const partial = `${file}.partial`;
  try {
    await pipeline(
      Readable.from(linesOf(header, rows)),
      createGzip(),
      createWriteStream(partial, { mode: 0o600 }),
    );
    const written = await open(partial, 'r+');
    await written.sync();
    await written.close();
    await rename(partial, file);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}

async function* linesOf(header: Header, rows: AsyncIterable<Row>): AsyncGenerator<string> {
  const hash = createHash('sha256');
  const line = (value: unknown) => {
    const text = `${JSON.stringify(value)}\n`;
    hash.update(text);
    return text;
  };
  yield line({ almanacBackup: FORMAT, ...header });
  for await (const { table, values } of rows) yield line([table, ...values.map(toJson)]);
  yield `${JSON.stringify({ sha256: hash.digest('hex') })}\n`;
}

const toJson = (value: Value) =>
  value instanceof Uint8Array ? { base64: Buffer.from(value).toString('base64') } : value;
const fromJson = (value: unknown): Value =>
  typeof value === 'object' && value !== null
    ? Buffer.from(String((value as { base64: unknown }).base64), 'base64')
    : (value as Value);

/**
 * Reads a backup from its first line to its last, and holds it to its counts and its checksum.
 * @param onHeader told before the first row
 * @throws StartError in a sentence when the file is not a backup, or is damaged
 */
export async function* readArchive(
  file: string,
  onHeader: (header: Header) => void = () => undefined,
): AsyncGenerator<Row> {
  let header: Header | undefined;
  let ended = false;
  const counts = new Map<string, number>();
  const hash = createHash('sha256');
  for await (const line of readLines(file)) {
    if (ended) throw damaged(file, 'something stands after its end');
    const value = parse(line);
    if (!header) {
      header = parseHeader(file, value);
      onHeader(header);
    } else if (Array.isArray(value)) {
      const row = parseRow(file, header, value);
      counts.set(row.table, (counts.get(row.table) ?? 0) + 1);
      yield row;
    } else {
      const end = endSchema.safeParse(value);
      if (end.data?.sha256 !== hash.digest('hex'))
        throw damaged(file, 'its checksum does not fit what it holds');
      ended = true;
      continue;
    }
    hash.update(line).update('\n');
  }
  if (!header) throw damaged(file, 'it is empty');
  if (!ended) throw damaged(file, 'its end is missing');
  const wrong = header.tables.find(({ name, rows }) => (counts.get(name) ?? 0) !== rows);
  if (wrong) throw damaged(file, `it lacks rows of ${wrong.name}`);
}

function parseHeader(file: string, value: unknown): Header {
  const parsed = headerSchema.safeParse(value);
  if (!parsed.success) throw damaged(file, 'its first line is not the header of one');
  const { almanacBackup, ...header } = parsed.data;
  if (almanacBackup > FORMAT)
    throw new StartError(`${file} was made by a newer almanac. Update this one first.`);
  return header;
}

function parseRow(file: string, header: Header, [name, ...values]: unknown[]): Row {
  const table = header.tables.find((each) => each.name === name);
  if (table?.columns.length !== values.length) throw damaged(file, 'a row fits none of its tables');
  return { table: table.name, values: values.map(fromJson) };
}

function parse(line: Buffer): unknown {
  try {
    return JSON.parse(line.toString('utf8'));
  } catch {
    return undefined;
  }
}

/** Lines end with a line feed only: other line ends may stand in what people wrote. */
async function* readLines(file: string): AsyncGenerator<Buffer> {
  let rest: Buffer[] = [];
  const input = createReadStream(file);
  const gunzip = createGunzip();
  const piped = pipeline(input, gunzip).catch((error: unknown) => error);
  try {
    for await (const chunk of gunzip as AsyncIterable<Buffer>) {
      let from = 0;
      for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
        yield Buffer.concat([...rest, chunk.subarray(from, end)]);
        rest = [];
        from = end + 1;
      }
      rest.push(chunk.subarray(from));
    }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new StartError(`There is no file ${file}.`);
    throw damaged(file, message);
  } finally {
    input.destroy();
    await piped;
  }
  if (rest.some((chunk) => chunk.length > 0)) yield Buffer.concat(rest);
}

const damaged = (file: string, why: string) =>
  new StartError(`${file} is not a whole backup of the almanac: ${why}.`);
