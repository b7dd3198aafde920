// Differentiable table look-up, and the choice of some rows of a matrix.
import type { Graph, Value } from '../graph.ts';
import * as raw from './untracked.ts';

/**
 * Rows of `table` [classes, d] named by int32 `ids` [n] -> [n, d]. The gradient is a product with the one-hot matrix, not
 * a scatter-add: its atomics on a GPU would add in another order on every run.
 */
export function embed(graph: Graph, table: Value, ids: Value): Value {
  const rows = raw.gatherRows(graph, table, ids);
  graph.record([table], [rows], ([gradient]) => [
    raw.gemm(graph, raw.oneHot(graph, ids, table.shape[0]!), gradient!, { transposeA: true })
  ]);
  return rows;
}

/**
 * Rows of `matrix` [n, d] named by int32 `indices` [m], each row at most once among those whose gradient is not 0. `places`
 * [n] says where each row went, m for a row that was left out: so the gradient is a look-up as well.
 */
export function selectRows(graph: Graph, matrix: Value, indices: Value, places: Value): Value {
  const rows = raw.gatherRows(graph, matrix, indices);
  const width = matrix.shape[1]!;
  graph.record([matrix], [rows], ([gradient]) => {
    const nothing = graph.constant(new Float32Array(width), [1, width]);
    return [raw.gatherRows(graph, raw.concatenate(graph, [gradient!, nothing], 0), places)];
  });
  return rows;
}
