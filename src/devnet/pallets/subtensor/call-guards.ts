// What subtensor refuses before a call runs: in the pool with a code, inside a batch as the call's error
// (`pallets/subtensor/src/guards`: check_weights, check_rate_limits, check_serving_endpoints, check_evm_key_association).
import type { RuntimeCall } from '../../frame/dispatch-context.ts';
import { DispatchFailure } from '../../frame/pallet.ts';
import { type ErrorDeclaration } from '../../frame/declarations.ts';
import type { ReadableState } from '../../state/key-value.ts';
import { drandStorage } from '../drand/drand-storage.ts';
import { isRevealEpoch, weightsCommitHash, type RevealedWeights } from './commit-weights.ts';
import { checkAssociation } from './associate-evm-key.ts';
import { checkAxon, checkPrometheus, type Endpoint } from './serve-endpoints.ts';
import { sameKey } from './same-key.ts';
import { subtensorErrors as errors } from './subtensor-errors.ts';
import { subtensorStorage as storage } from './subtensor-storage.ts';
import { hasEnoughStakeForWeights, hasWaited, mechanismIndex } from './weights-rules.ts';

interface Place {
  state: ReadableState;
  /** The block the call is for. */
  blockNumber: number;
}

/** The error with which the chain turns the call away before it runs, if it does. */
export function callRefusal(place: Place, hotkey: Uint8Array, call: RuntimeCall): ErrorDeclaration | undefined {
  if (call.pallet !== 'SubtensorModule') return undefined;
  const netuid = call.args['netuid'] as number;
  if (call.name.startsWith('serve_axon'))
    return failureOf(() => checkAxon(place, hotkey, netuid, call.args as unknown as Endpoint));
  if (call.name === 'serve_prometheus')
    return failureOf(() => checkPrometheus(place, hotkey, netuid, call.args as unknown as Endpoint));
  if (call.name === 'associate_evm_key') return failureOf(() => checkAssociation(place, hotkey, netuid));
  if (!call.name.endsWith('weights')) return undefined;
  return (
    unevenLengths(call) ??
    tooLittleStake(place, hotkey, call) ??
    hiddenWeights(place, hotkey, call) ??
    tooFast(place, hotkey, call)
  );
}

function failureOf(check: () => unknown): ErrorDeclaration | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    if (error instanceof DispatchFailure) return error.declaration;
    throw error;
  }
}

function unevenLengths({ name, args }: RuntimeCall): ErrorDeclaration | undefined {
  if (!name.startsWith('batch_')) return undefined;
  const lengths = Object.values(args).flatMap((list) => (Array.isArray(list) ? [list.length] : []));
  return lengths.every((length) => length === lengths[0]) ? undefined : errors.InputLengthsUnequal;
}

function tooLittleStake({ state }: Place, hotkey: Uint8Array, { args }: RuntimeCall): ErrorDeclaration | undefined {
  const netuids = (args['netuids'] as number[] | undefined) ?? [args['netuid'] as number];
  const isEnough = netuids.every((netuid) => hasEnoughStakeForWeights(state, netuid, hotkey));
  return isEnough ? undefined : errors.NotEnoughStakeToSetWeights;
}

function hiddenWeights(place: Place, hotkey: Uint8Array, call: RuntimeCall): ErrorDeclaration | undefined {
  const { name, args } = call;
  const round = args['reveal_round'] as bigint | undefined;
  if (round !== undefined && round < drandStorage.LastStoredRound.get(place.state)) return errors.InvalidRevealRound;
  if (!name.includes('reveal')) return undefined;
  const reveals = revealsOf(call);
  const [first] = reveals;
  if (!first) return undefined;
  const commits = storage.WeightCommits.get(place.state, mechanismIndex(first.netuid, first.mechanism), hotkey) ?? [];
  for (const reveal of reveals) {
    const hash = weightsCommitHash(hotkey, reveal);
    const commit = commits.find(([known]) => sameKey(known, hash));
    if (!commit) return errors.NoWeightsCommitFound;
    if (!isRevealEpoch(place, reveal.netuid, commit[1])) return errors.RevealTooEarly;
  }
  return undefined;
}

function revealsOf({ name, args }: RuntimeCall): RevealedWeights[] {
  const netuid = args['netuid'] as number;
  const mechanism = (args['mecid'] as number | undefined) ?? 0;
  if (name !== 'batch_reveal_weights')
    return [
      {
        netuid,
        mechanism,
        uids: args['uids'] as number[],
        values: args['values'] as number[],
        salt: args['salt'] as number[],
        versionKey: args['version_key'] as bigint
      }
    ];
  return (args['uids_list'] as number[][]).map((uids, i) => ({
    netuid,
    mechanism,
    uids,
    values: (args['values_list'] as number[][])[i]!,
    salt: (args['salts_list'] as number[][])[i]!,
    versionKey: (args['version_keys'] as bigint[])[i]!
  }));
}

function tooFast({ state, blockNumber }: Place, hotkey: Uint8Array, call: RuntimeCall): ErrorDeclaration | undefined {
  const isCommit = call.name === 'commit_weights' || call.name === 'commit_mechanism_weights';
  const isSet = call.name === 'set_weights' || call.name === 'set_mechanism_weights';
  const netuid = call.args['netuid'] as number;
  if (!isCommit && !(isSet && !storage.CommitRevealWeightsEnabled.get(state, netuid))) return undefined;
  const uid = storage.Uids.get(state, netuid, hotkey);
  const mechanism = (call.args['mecid'] as number | undefined) ?? 0;
  if (uid === undefined || hasWaited(state, netuid, mechanism, uid, blockNumber)) return undefined;
  return isCommit ? errors.CommittingWeightsTooFast : errors.SettingWeightsTooFast;
}
