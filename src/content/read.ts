import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { CORE_SCHEMA, load } from 'js-yaml';
import { isNode, LineCounter, parseDocument } from 'yaml';
import type { Problem } from './problem.ts';

/** A text file of the content folder, parsed but not yet believed. */
export interface Source {
  /** Path within the content folder, with forward slashes. */
  file: string;
  data: unknown;
  /** The Markdown below the front matter; empty for a YAML file. */
  body: string;
  /** Line on which the body starts. */
  bodyLine: number;
  /** The line of a key; of its nearest parent that exists, where it does not. */
  lineOf(keys: readonly PropertyKey[]): number;
}

const FRONT_MATTER = /^---\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n|$)/;

/**
 * Reads one YAML or Markdown file.
 * @param problems gets what is wrong with the file itself: unreadable, no front matter, bad YAML
 * @returns the source, or nothing when it cannot be read at all
 */
export async function readSource(
  folder: string,
  file: string,
  problems: Problem[],
): Promise<Source | undefined> {
  let text: string;
  try {
    text = await readFile(path.join(folder, file), 'utf8');
  } catch {
    problems.push(bad(file, 1, 'file', 'no such file', 'a file of this name'));
    return undefined;
  }
  if (!file.endsWith('.md')) return parseYaml(file, text, 0, '', 1, problems);
  const match = FRONT_MATTER.exec(text);
  if (!match) {
    problems.push(bad(file, 1, 'file', 'no front matter', 'YAML between two lines of "---"'));
    return undefined;
  }
  const body = text.slice(match[0].length);
  const bodyLine = match[0].split('\n').length;
  return parseYaml(file, match[1] ?? '', 1, body, bodyLine, problems);
}

// js-yaml reads eight times faster; yaml knows on which line everything stands. Both run to the same values
// (docs/decisions/0004-two-yaml-readers.md), so the second is used only when there is something to tell.
function parseYaml(
  file: string,
  text: string,
  linesBefore: number,
  body: string,
  bodyLine: number,
  problems: Problem[],
): Source | undefined {
  try {
    const data = load(text, { schema: CORE_SCHEMA });
    const locate = once(() => locateKeys(text));
    return { file, data, body, bodyLine, lineOf: (keys) => linesBefore + (locate()(keys) ?? 1) };
  } catch (thrown) {
    const counter = new LineCounter();
    const { errors } = parseDocument(text, { lineCounter: counter, prettyErrors: false });
    const told = errors.map(({ message, pos }) => ({
      message,
      line: counter.linePos(pos[0]).line,
    }));
    if (told.length === 0) told.push({ message: String(thrown), line: 1 });
    for (const { message, line } of told) {
      const found = message.split('\n')[0] ?? 'an error';
      problems.push(bad(file, line + linesBefore, 'YAML', found, 'well-formed YAML'));
    }
    return undefined;
  }
}

/** Finds the line of a key, or of its nearest parent that exists. */
function locateKeys(text: string): (keys: readonly PropertyKey[]) => number | undefined {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false });
  return (keys) => {
    for (let depth = keys.length; depth > 0; depth -= 1) {
      const node = document.getIn(keys.slice(0, depth), true);
      if (isNode(node) && node.range) return counter.linePos(node.range[0]).line;
    }
    return undefined;
  };
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function bad(file: string, line: number, field: string, found: string, expected: string): Problem {
  return { file, line, field, found, expected, severity: 'error' };
}
