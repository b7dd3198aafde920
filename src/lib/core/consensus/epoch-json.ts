// What `assay yuma --json` prints: the epoch's integers, and the state that the next epoch starts from.
import type { EpochState } from './epoch-state.ts';
import type { EpochOutput } from './run-epoch.ts';
import type { SparseRow } from './sparse-matrix.ts';

/** A plain object for `JSON.stringify`; `parseEpochState` reads it back. Rao above 2^53 are decimal strings. */
export const stateJson = (state: EpochState): Record<string, unknown> => ({
  ...state,
  stakeRao: state.stakeRao.map(raoJson),
  stakeThresholdRao: raoJson(state.stakeThresholdRao),
  weights: state.weights.map(rowJson),
  bonds: state.bonds.map(rowJson),
  emissionRao: raoJson(state.emissionRao)
});

/** The results of the epoch at `block`, a list with an entry for each uid under each name. */
export const outputJson = (block: number, output: EpochOutput): Record<string, unknown> => ({
  block,
  consensus: output.consensus,
  incentive: output.incentive,
  dividends: output.dividends,
  validatorTrust: output.validatorTrust,
  emissionRao: output.emissionRao.map(raoJson),
  serverEmissionRao: output.serverEmissionRao.map(raoJson),
  validatorEmissionRao: output.validatorEmissionRao.map(raoJson),
  stakeWeight: output.stakeWeight,
  active: output.active,
  validatorPermits: output.validatorPermits,
  bonds: output.bonds.map(rowJson)
});

const raoJson = (rao: bigint): number | string =>
  rao <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(rao) : rao.toString();

const rowJson = ({ uids, values }: SparseRow): [uid: number, value: number][] =>
  Array.from(uids, (uid, k) => [uid, values[k]!]);
