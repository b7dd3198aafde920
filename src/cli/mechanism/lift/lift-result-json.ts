// The flat form in which `--json` shows a result of lift.
import type { LiftResult } from '#lib/core/lift/lift-evidence.ts';

const NOT_MEASURED = { bitsPerByte: null, ci95: [null, null] };

export function liftResultJson(result: LiftResult): Record<string, unknown> {
  const { evidence } = result;
  const { measurement } = evidence;
  return {
    score: result.score,
    interval95: result.interval95,
    countedShare: evidence.countedShare,
    reason: result.reason,
    protocol: result.protocol,
    ...(measurement?.unit ? { unit: measurement.unit } : {}),
    lift: measurement?.lift ?? NOT_MEASURED,
    liftShare: measurement?.liftShare ?? { value: null, ci95: [null, null] },
    rowPairing: measurement?.rowPairing ?? { submission: NOT_MEASURED, trusted: NOT_MEASURED, rows: [] },
    conditionalGain: measurement?.conditionalGain ?? NOT_MEASURED,
    baseline: measurement?.baseline ?? { bitsPerByte: null },
    trained: measurement?.trained ?? { bitsPerByte: null },
    seeds: result.seeds,
    gates: result.gates,
    reference: evidence.reference,
    backend: evidence.backend,
    threads: evidence.threads,
    rows: evidence.rows,
    benchmarkRows: evidence.benchmarkRows,
    tokens: measurement?.tokens ?? 0,
    tokensPerSecond: evidence.tokensPerSecond,
    parametersHash: measurement?.parametersHash ?? null,
    perSeed: measurement?.perSeed ?? []
  };
}
