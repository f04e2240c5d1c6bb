import type { Outcome } from '../../content/almanac.ts';
import { pickQuestions } from './views.ts';

/** What the slides of a session show, for any of its lengths. */
export function toSlides(outcome: Outcome) {
  return [
    {
      title: 'How we work today',
      lines: [
        'We are not marking anybody.',
        '“I do not know” is a good answer, and so is “I see it differently”.',
        'Write first, then speak. The lowest number speaks first.',
        'At the end: steps, each with a name and a date.',
      ],
    },
    { title: 'What we mean', text: outcome.definition.trim() },
    { title: 'What good looks like', lines: outcome.targets.map(({ statement }) => statement) },
    ...outcome.targets.map(({ number, name, statement, levels }) => ({
      title: `${number}. ${name}`,
      text: statement,
      rows: levels.map(
        ({ level, description }) => [`${level.number}. ${level.name}`, description] as const,
      ),
      size: 17,
    })),
    {
      title: 'Who could answer this today?',
      lines: pickQuestions(outcome).map(({ question }) => question),
      size: 20,
    },
    {
      title: 'Steps to choose from',
      lines: outcome.steps.map(({ title, time }) => `${title} (${time.toLowerCase()})`),
      size: 20,
    },
    {
      title: 'What we take away',
      rows: [
        ['Step', ''],
        ['Name', ''],
        ['Date', ''],
        ['We know it is done when', ''],
        ['Who asks about it, and when', ''],
      ] as const,
      size: 22,
      nameWidth: 4.5,
    },
  ];
}
