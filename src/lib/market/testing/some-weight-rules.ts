// What the chain asks of weights, for tests: nothing stands in their way.
import type { WeightRules } from '../../core/weights/weight-rules.ts';

export const someWeightRules = (more: Partial<WeightRules> = {}): WeightRules => ({
  block: 60,
  nowSeconds: 1_800_000_000,
  blockSeconds: 12,
  netuid: 2,
  mechid: 0,
  mechidCount: 1,
  commitReveal: false,
  commitRevealVersion: 4,
  revealPeriodEpochs: 1,
  versionKey: 0n,
  rateLimitBlocks: 0,
  minWeights: 1,
  subnetSize: 8,
  stakeThresholdRao: 0n,
  schedule: { tempoBlocks: 360, lastEpochBlock: 0, pendingEpochBlock: 0, epochIndex: 0, blocksSinceStep: 60 },
  calls: { set: true, commit: true, reveal: true, timelocked: true },
  beacon: null,
  validator: null,
  ...more
});
