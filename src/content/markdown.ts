import MarkdownIt, { type Token } from 'markdown-it';

const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false });

// Headings in content start at `##`; the pages decide what stands above them.
markdown.renderer.rules.link_open = (tokens, index, options, _env, self) => {
  const href = String(tokens[index]?.attrGet('href') ?? '');
  if (/^https?:/.test(href)) tokens[index]?.attrSet('rel', 'external');
  tokens[index]?.attrJoin('class', 'govuk-link');
  return self.renderToken(tokens, index, options);
};

/** Texts whose HTML is remembered: more than an almanac holds, so that old ones only pile up while it is edited. */
const MOST_REMEMBERED = 10_000;

// Each text stands on the pages of five readers.
function remember(render: (text: string) => string): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    if (known.size >= MOST_REMEMBERED) known.clear();
    const html = render(text);
    known.set(text, html);
    return html;
  };
}

/** Renders Markdown to HTML. Raw HTML in the text is shown as text, never passed through. */
export const renderMarkdown = remember((text) => markdown.render(text));

/** Renders a single line: emphasis and links, no paragraph round it. */
export const renderInline = remember((text) => markdown.renderInline(text));

export interface Passage {
  text: string;
  /** Lines from the start of the Markdown, from 0. */
  line: number;
}

/** The running text of Markdown, a paragraph or list item each; headings, links' addresses and code left out. */
export function readPassages(text: string): Passage[] {
  const tokens = markdown.parse(text, {});
  return tokens.flatMap((token, index): Passage[] => {
    if (token.type !== 'inline' || tokens[index - 1]?.type === 'heading_open') return [];
    const words = (token.children ?? [])
      .map((child) =>
        child.type === 'text' ? child.content : child.type === 'softbreak' ? ' ' : '',
      )
      .join('');
    return [{ text: words, line: token.map?.[0] ?? 0 }];
  });
}

export interface Span {
  text: string;
  bold: boolean;
  italic: boolean;
  href?: string;
}

export interface Block {
  spans: Span[];
  /** Of a list: bullets, or numbers with the number of the list so that each starts again at 1. */
  list?: 'bullet' | { instance: number };
}

/** Markdown as blocks of text for formats other than HTML. Headings come as plain blocks. */
export function readBlocks(text: string): Block[] {
  const lists: NonNullable<Block['list']>[] = [];
  let instance = 0;
  return markdown.parse(text, {}).flatMap((token): Block[] => {
    if (token.type === 'bullet_list_open') lists.push('bullet');
    if (token.type === 'ordered_list_open') {
      instance += 1;
      lists.push({ instance });
    }
    if (token.type.endsWith('_list_close')) lists.pop();
    if (token.type !== 'inline') return [];
    const list = lists.at(-1);
    return [{ spans: readSpans(token.children ?? []), ...(list ? { list } : {}) }];
  });
}

function readSpans(tokens: readonly Token[]): Span[] {
  let [bold, italic] = [false, false];
  let href: string | undefined;
  return tokens.flatMap((token): Span[] => {
    if (token.tag === 'strong') bold = token.nesting === 1;
    else if (token.tag === 'em') italic = token.nesting === 1;
    else if (token.type === 'link_open') href = String(token.attrGet('href') ?? '');
    else if (token.type === 'link_close') href = undefined;
    const text = token.type === 'softbreak' ? ' ' : token.content;
    return text ? [{ text, bold, italic, ...(href ? { href } : {}) }] : [];
  });
}
