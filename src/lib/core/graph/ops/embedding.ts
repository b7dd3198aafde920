// Differentiable table look-up.
import type { Graph, Value } from '../graph.ts';
import * as raw from './untracked.ts';

/**
 * Rows of `table` [classes, d] named by int32 `ids` [n] -> [n, d]. The gradient is a product with the one-hot matrix, not
 * a scatter-add: its atomics on a GPU would add in another order on every run.
 */
export function embed(graph: Graph, table: Value, ids: Value): Value {
  const [classes, width] = table.shape as [number, number];
  const rows = graph.node('Gather', [table, ids], [ids.shape[0]!, width], { axis: { integer: 0 } });
  graph.record([table], [rows], ([gradient]) => [
    raw.gemm(graph, raw.oneHot(graph, ids, classes), gradient!, { transposeA: true })
  ]);
  return rows;
}
