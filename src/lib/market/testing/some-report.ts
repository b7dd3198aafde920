// A report in due form, with whatever else the test says.
import type { ScoreReport } from '../../core/report/score-report.ts';

export const someReport = (score: number, more: Partial<ScoreReport> = {}): ScoreReport => ({
  format: 'assay/report/1',
  request: { id: '1', cid: 'spec' },
  submission: { index: 0, packageCid: 'package', miner: 'miner' },
  benchmark: { commitment: '0x00' },
  seedBlock: { number: 1, hash: '0x00' },
  result: {
    format: 'assay/verdict/2',
    mechanism: 'lift',
    protocol: 'assay-lift/2',
    score,
    interval95: [score, score],
    reason: 'why',
    gates: [],
    seeds: [1],
    evidence: {
      countedShare: 1,
      measurement: null,
      reference: { cid: 'model' },
      rows: 1,
      benchmarkRows: 20,
      backend: 'wasm',
      threads: 1,
      tokensPerSecond: 1
    }
  },
  validator: { hotkey: 'key', uid: 0 },
  chain: { genesisHash: '0x00', netuid: 2, specVersion: 425 },
  ...more
});
