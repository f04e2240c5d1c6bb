import nunjucks from 'nunjucks';
import { codeOf } from './template-code.ts';

/** Reads templates from folders, compiled once for all runs. */
export class TemplateLoader extends nunjucks.FileSystemLoader {
  readonly #settings: nunjucks.ConfigureOptions;

  /** @param settings that decide how a template is compiled */
  constructor(folders: string[], settings: nunjucks.ConfigureOptions) {
    super(folders, { watch: false });
    this.#settings = settings;
  }

  override getSource(name: string): nunjucks.LoaderSource {
    const source = super.getSource(name);
    const code = source && codeOf(source.path, source.src, this.#settings);
    // The library takes code as well as text; its types know of text only.
    return code ? { ...source, src: { type: 'code', obj: code } as unknown as string } : source;
  }
}
