import MarkdownIt from 'markdown-it';

const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false });

// Headings in content start at `##`; the pages decide what stands above them.
markdown.renderer.rules.link_open = (tokens, index, options, _env, self) => {
  const href = String(tokens[index]?.attrGet('href') ?? '');
  if (/^https?:/.test(href)) tokens[index]?.attrSet('rel', 'external');
  tokens[index]?.attrJoin('class', 'govuk-link');
  return self.renderToken(tokens, index, options);
};

/** Renders Markdown to HTML. Raw HTML in the text is shown as text, never passed through. */
export const renderMarkdown = (text: string): string => markdown.render(text);

/** Renders a single line: emphasis and links, no paragraph round it. */
export const renderInline = (text: string): string => markdown.renderInline(text);

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
