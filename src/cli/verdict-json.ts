// The flat form in which `--json` shows a verdict.
import type { Verdict } from '#lib/core/report/score-report.ts';

const NOT_MEASURED = { bitsPerByte: null, ci95: [null, null] };

export function verdictJson(verdict: Verdict): Record<string, unknown> {
  const { measurement } = verdict;
  return {
    score: verdict.score,
    interval95: verdict.interval95,
    countedShare: verdict.countedShare,
    reason: verdict.reason,
    protocol: verdict.protocol,
    ...(measurement?.unit ? { unit: measurement.unit } : {}),
    lift: measurement?.lift ?? NOT_MEASURED,
    liftShare: measurement?.liftShare ?? { value: null, ci95: [null, null] },
    rowPairing: measurement?.rowPairing ?? { submission: NOT_MEASURED, trusted: NOT_MEASURED, rows: [] },
    conditionalGain: measurement?.conditionalGain ?? NOT_MEASURED,
    baseline: measurement?.baseline ?? { bitsPerByte: null },
    trained: measurement?.trained ?? { bitsPerByte: null },
    seeds: verdict.seeds,
    gates: verdict.gates,
    reference: verdict.reference,
    backend: verdict.backend,
    threads: verdict.threads,
    rows: verdict.rows,
    benchmarkRows: verdict.benchmarkRows,
    tokens: measurement?.tokens ?? 0,
    tokensPerSecond: verdict.tokensPerSecond,
    parametersHash: measurement?.parametersHash ?? null,
    perSeed: measurement?.perSeed ?? []
  };
}
