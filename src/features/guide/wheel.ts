import { arc } from 'd3-shape';

export interface Sector {
  /** SVG path of the sector, its centre at 0,0. */
  path: string;
  /** Where the words and the icon of the sector stand. */
  x: number;
  y: number;
}

const INNER = 128;
const OUTER = 300;
const ICON = 232;

/**
 * The sectors of a wheel of radius 300, clockwise, the first one's middle at the top.
 * @param count how many; at least 1
 */
export function drawWheel(count: number): Sector[] {
  const width = (2 * Math.PI) / count;
  const draw = arc<{ startAngle: number; endAngle: number }>()
    .innerRadius(INNER)
    .outerRadius(OUTER);
  return Array.from({ length: count }, (_, index) => {
    const middle = index * width;
    const path = draw({ startAngle: middle - width / 2, endAngle: middle + width / 2 }) ?? '';
    return {
      path: path.replaceAll(/\d+\.\d+/g, (number) => Number(number).toFixed(1)),
      x: Math.round(Math.sin(middle) * ICON),
      y: Math.round(-Math.cos(middle) * ICON),
    };
  });
}
