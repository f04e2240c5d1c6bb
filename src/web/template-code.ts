import { createHash } from 'node:crypto';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import nunjucks from 'nunjucks';
import library from 'nunjucks/package.json' with { type: 'json' };

/** Beside what Node keeps of our own modules: it is code, so it stands where code stands, not with data. */
const KEPT = path.resolve(import.meta.dirname, '../../node_modules/.cache/templates');
const require = createRequire(import.meta.url);

/**
 * The code of a template, from the last run when neither it nor the library changed: compiling the 40 templates of the
 * guide takes a tenth of a second, at every start and in every test.
 * @param place its file, from which it finds templates beside it
 * @param settings that decide how it is compiled
 * @returns nothing where the folder cannot be written to: then whoever wants it compiles it
 */
export function codeOf(
  place: string,
  text: string,
  settings: nunjucks.ConfigureOptions,
): object | undefined {
  const madeOf = JSON.stringify([library.version, settings, place, text]);
  const key = createHash('sha256').update(madeOf).digest('hex').slice(0, 32);
  const file = path.join(KEPT, `${key}.cjs`);
  try {
    return require(file);
  } catch {
    return keep(file, place, text, settings) ? require(file) : undefined;
  }
}

/** @returns whether it could be kept @throws when the template cannot be compiled */
function keep(
  file: string,
  place: string,
  text: string,
  settings: nunjucks.ConfigureOptions,
): boolean {
  const code = nunjucks.precompileString(text, {
    name: place,
    // A copy, since the library writes into what it is given.
    env: new nunjucks.Environment([], { ...settings }),
    wrapper(templates) {
      // Its types know of one; it hands over a list.
      const [{ template }] = templates as unknown as [typeof templates];
      return `module.exports = (() => {${template}\n})();\n`;
    },
  });
  try {
    mkdirSync(KEPT, { recursive: true });
    // Another process may make the same file now: each writes its own and renames it, whole, into place.
    const draft = `${file}.${process.pid}`;
    writeFileSync(draft, code);
    renameSync(draft, file);
    return true;
  } catch {
    return false;
  }
}
