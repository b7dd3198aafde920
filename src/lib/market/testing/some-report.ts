// A report in due form, with whatever else the test says.
import type { ScoreReport } from '../../core/report/score-report.ts';

export const someReport = (score: number, more: Partial<ScoreReport> = {}): ScoreReport => ({
  format: 'assay/report/1',
  request: { id: '1', cid: 'spec' },
  submission: { index: 0, packageCid: 'package', miner: 'miner' },
  benchmark: { commitment: '0x00' },
  seedBlock: { number: 1, hash: '0x00' },
  verdict: {
    format: 'assay/verdict/2',
    protocol: 'assay-lift/2',
    score,
    interval95: [score, score],
    countedShare: 1,
    reason: 'why',
    gates: [],
    measurement: null,
    seeds: [1],
    reference: { cid: 'model' },
    rows: 1,
    benchmarkRows: 20,
    backend: 'wasm',
    threads: 1,
    tokensPerSecond: 1
  },
  validator: { hotkey: 'key', uid: 0 },
  chain: { genesisHash: '0x00', netuid: 2, specVersion: 425 },
  ...more
});
