// The extrinsics that carry weights: for mechanism 0 the plain calls, for others the mechanism's own (subtensor
// `pallets/subtensor/src/macros/dispatches.rs`), found by name in the chain's metadata.
import type { ApiPromise } from '@polkadot/api';
import { u8aToHex } from '@polkadot/util';
import { AppError } from '../../core/error/app-error.ts';
import type { WeightsCall } from '../../core/weights/weights-call.ts';
import type { WeightRules } from '../../core/weights/weight-rules.ts';
import type { Extrinsic } from '../tx/submit-extrinsic.ts';

const NAMES = {
  set: ['setWeights', 'setMechanismWeights'],
  commit: ['commitWeights', 'commitMechanismWeights'],
  reveal: ['revealWeights', 'revealMechanismWeights'],
  timelocked: ['commitTimelockedWeights', 'commitTimelockedMechanismWeights']
} as const satisfies Record<WeightsCall['kind'], [main: string, other: string]>;

const nameOf = (kind: WeightsCall['kind'], mechid: number) => NAMES[kind][mechid === 0 ? 0 : 1];

/** Which calls the chain has for a mechanism. */
export function weightsCalls(api: ApiPromise, mechid: number): WeightRules['calls'] {
  const has = (kind: WeightsCall['kind']) => api.tx.subtensorModule![nameOf(kind, mechid)] !== undefined;
  return { set: has('set'), commit: has('commit'), reveal: has('reveal'), timelocked: has('timelocked') };
}

/** @throws AppError `weights/no-method` when the chain has no such call. */
export function weightsExtrinsic(api: ApiPromise, netuid: number, call: WeightsCall): Extrinsic {
  const build = api.tx.subtensorModule![nameOf(call.kind, call.mechid)];
  if (!build)
    throw new AppError('weights/no-method', 'This chain has no such call for weights.', {
      details: { call: nameOf(call.kind, call.mechid) }
    });
  const place = call.mechid === 0 ? [netuid] : [netuid, call.mechid];
  return build(...place, ...argumentsOf(call)) as Extrinsic;
}

function argumentsOf(call: WeightsCall): unknown[] {
  switch (call.kind) {
    case 'set':
      return [call.uids, call.values, call.versionKey];
    case 'commit':
      return [call.hash];
    case 'reveal':
      return [call.uids, call.values, call.salt, call.versionKey];
    case 'timelocked':
      return [u8aToHex(call.ciphertext), call.round, call.version];
    default:
      return call satisfies never;
  }
}
