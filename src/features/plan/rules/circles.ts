import type { Dependencies } from './standing.ts';

/**
 * The circle that new dependencies would close, if any: ids in order, each needs the next and the last needs the first.
 * @param dependencies of all other actions
 * @param id the action that gets new needs
 * @param needs what it is to depend on
 */
export function findCircle(
  dependencies: Dependencies,
  id: string,
  needs: readonly string[],
): string[] | undefined {
  const next = new Map<string, string[]>();
  for (const { action_id, needs_id } of dependencies) {
    if (action_id === id) continue;
    const list = next.get(action_id);
    if (list) list.push(needs_id);
    else next.set(action_id, [needs_id]);
  }
  next.set(id, [...needs]);
  // Breadth first, so that the shortest circle is told; no recursion, since a chain may be as long as the plan.
  const cameFrom = new Map<string, string>();
  const queue = [id];
  for (let at = 0; at < queue.length; at += 1) {
    const here = queue[at]!;
    for (const there of next.get(here) ?? []) {
      if (there === id) return pathTo(here, id, cameFrom);
      if (cameFrom.has(there)) continue;
      cameFrom.set(there, here);
      queue.push(there);
    }
  }
  return undefined;
}

function pathTo(end: string, start: string, cameFrom: ReadonlyMap<string, string>): string[] {
  const path = [end];
  for (let at = end; at !== start; ) {
    at = cameFrom.get(at) ?? start;
    path.unshift(at);
  }
  return path;
}
