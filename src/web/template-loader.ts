import path from 'node:path';
import nunjucks from 'nunjucks';
import { codeOf } from './template-code.ts';

const MACRO_OF_GOVUK = /(?:^|\/)govuk\/components\/[a-z-]+\/macro\.njk$/;
const INCLUDED = /\{%- include ["']\.\/template\.njk["'] -%\}/;

/**
 * Reads templates from folders, compiled once for all runs. The macros of GOV.UK Frontend each include a file beside
 * them; here its text stands in its place. An include is rendered in steps that may wait, and what they leave behind
 * outlived page after page: a third of all garbage of a build.
 */
export class TemplateLoader extends nunjucks.FileSystemLoader {
  readonly #settings: nunjucks.ConfigureOptions;

  /** @param settings that decide how a template is compiled */
  constructor(folders: string[], settings: nunjucks.ConfigureOptions) {
    super(folders, { watch: false });
    this.#settings = settings;
  }

  override getSource(name: string): nunjucks.LoaderSource {
    const source = super.getSource(name);
    if (!source) return source;
    const text = MACRO_OF_GOVUK.test(name) ? this.#whole(name, source.src) : source.src;
    const code = codeOf(source.path, text, this.#settings);
    // The library takes code as well as text; its types know of text only.
    return { ...source, src: code ? ({ type: 'code', obj: code } as unknown as string) : text };
  }

  #whole(name: string, macro: string): string {
    const beside = super.getSource(path.posix.join(path.posix.dirname(name), 'template.njk'));
    return macro.replace(INCLUDED, () => beside.src.trim());
  }
}
