import type { Outcome } from '../../content/almanac.ts';
import { withArticle } from '../../lib/article.ts';
import type { CardNeeds } from './card.ts';
import { makeDeck, type Slide } from './deck.ts';

const ASKED = 3;

/**
 * Slides of an outcome for a meeting: what it means, its targets, what to ask.
 * @returns a `.pptx` file
 */
export function outcomeInSlides(cards: CardNeeds, outcome: Outcome, site: string): Promise<Buffer> {
  const slides: Slide[] = [
    { title: 'What we mean', text: outcome.definition.trim() },
    { title: 'What good looks like', lines: outcome.targets.map(({ statement }) => statement) },
    ...cards.almanac.roles.slice(0, 2).flatMap((role) => {
      const asked = outcome.questions.filter((question) => question.role === role).slice(0, ASKED);
      if (asked.length === 0) return [];
      const title = `Questions for ${withArticle(role.name)} to ask`;
      return [{ title, lines: asked.map(({ question }) => question) }];
    }),
    {
      title: 'Simple steps',
      lines: outcome.steps.map(({ title, time }) => `${title} (${time.toLowerCase()})`),
      size: 20,
    },
  ];
  const about = { title: outcome.name, site, address: `/outcomes/${outcome.slug}` };
  return makeDeck(cards, outcome, about, slides);
}
