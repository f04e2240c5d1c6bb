import type { Facts } from './facts.ts';
import type { Choices } from './rules/choices.ts';
import type { ToPng } from './word.ts';

export async function plansInSlides(
  _facts: Facts,
  _choices: Choices,
  _toPng: ToPng,
): Promise<Buffer> {
  return Buffer.from('');
}
