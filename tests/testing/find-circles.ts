// Circles in a graph: one for each edge that leads back into the path walked so far.

/** @returns each circle as `a -> b -> a`; empty where there are none. */
export function findCircles(graph: ReadonlyMap<string, Iterable<string>>): string[] {
  const state = new Map<string, 'open' | 'done'>();
  const circles: string[] = [];
  const visit = (node: string, trail: string[]): void => {
    if (state.get(node) === 'done') return;
    if (state.get(node) === 'open') return void circles.push([...trail.slice(trail.indexOf(node)), node].join(' -> '));
    state.set(node, 'open');
    for (const next of graph.get(node) ?? []) visit(next, [...trail, node]);
    state.set(node, 'done');
  };
  for (const node of graph.keys()) visit(node, []);
  return circles;
}
