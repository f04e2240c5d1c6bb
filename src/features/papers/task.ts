import { toPng } from '../../web/picture.ts';
import type { Paper } from './blocks.ts';
import type { Facts } from './facts.ts';
import type { Choices } from './rules/choices.ts';

/** A file that takes time, as plain values: it is made in a thread of its own. */
export type Task = { cacheFolder: string } & (
  | { kind: 'word'; paper: Paper }
  | { kind: 'slides'; facts: Facts; choices: Choices }
);

/** The libraries are large: each is loaded when somebody asks for the first file. */
export async function makeTask(task: Task): Promise<Buffer> {
  const png = (svg: string) => toPng(svg, task.cacheFolder);
  if (task.kind === 'word') return (await import('./word.ts')).paperInWord(task.paper, png);
  return (await import('./slides.ts')).planInSlides(task.facts, task.choices, png);
}
