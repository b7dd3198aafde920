// The calls that set, commit and reveal weights: indices, argument names and types of spec 425.
import { call, ensure, ensureSigned } from '../../frame/pallet.ts';
import { type Origin } from '../../frame/declarations.ts';
import { type CallDeclaration } from '../../frame/dispatch-context.ts';
import { hash, mechanismId, netUid } from '../../frame/runtime-types.ts';
import { boundedByteVec, tuple, vec } from '../../scale/composites.ts';
import { compactBig, compactNumber, u16, u64 } from '../../scale/primitives.ts';
import { batchWeights } from './batch-weights.ts';
import { batchRevealWeights, commitWeights, revealWeights, type RevealedWeights } from './commit-weights.ts';
import { setWeights, type WeightsContext } from './set-weights.ts';
import { subtensorErrors } from './subtensor-errors.ts';
import { MAX_TIMELOCKED_COMMIT_BYTES } from './subtensor-storage.ts';
import { commitTimelockedWeights } from './timelocked-weights.ts';

/** What `commit_crv3_mechanism_weights` stands for. */
const CRV3_VERSION = 4;

const u16s = vec(u16);
const timelockedCommit = boundedByteVec(MAX_TIMELOCKED_COMMIT_BYTES);
const setArgs = { dests: u16s, weights: u16s, version_key: u64 };
const revealArgs = { uids: u16s, values: u16s, salt: u16s, version_key: u64 };

interface RevealArgs {
  uids: number[];
  values: number[];
  salt: number[];
  version_key: bigint;
}

const toReveal = (netuid: number, mechanism: number, args: RevealArgs): RevealedWeights => ({
  netuid,
  mechanism,
  uids: args.uids,
  values: args.values,
  salt: args.salt,
  versionKey: args.version_key
});

const commitTimelocked = (
  context: WeightsContext,
  origin: Origin,
  args: { netuid: number; mecid?: number; commit: Uint8Array; reveal_round: bigint; commit_reveal_version?: number }
): void =>
  commitTimelockedWeights(context, ensureSigned(origin), {
    netuid: args.netuid,
    mechanism: args.mecid ?? 0,
    ciphertext: args.commit,
    revealRound: args.reveal_round,
    version: args.commit_reveal_version ?? CRV3_VERSION
  });

export const weightsCalls: Record<string, CallDeclaration> = {
  set_weights: call({
    index: 0,
    args: { netuid: netUid, ...setArgs },
    paysFee: false,
    dispatch: (context, origin, { netuid, dests, weights, version_key }) =>
      setWeights(context, ensureSigned(origin), {
        netuid,
        mechanism: 0,
        uids: dests,
        values: weights,
        versionKey: version_key
      })
  }),
  set_mechanism_weights: call({
    index: 119,
    args: { netuid: netUid, mecid: mechanismId, ...setArgs },
    paysFee: false,
    dispatch: (context, origin, { netuid, mecid, dests, weights, version_key }) =>
      setWeights(context, ensureSigned(origin), {
        netuid,
        mechanism: mecid,
        uids: dests,
        values: weights,
        versionKey: version_key
      })
  }),
  batch_set_weights: call({
    index: 80,
    args: {
      netuids: vec(compactNumber(netUid)),
      weights: vec(vec(tuple(compactNumber(u16), compactNumber(u16)))),
      version_keys: vec(compactBig(u64))
    },
    paysFee: false,
    dispatch: (context, origin, { netuids, weights, version_keys }) => {
      const hotkey = ensureSigned(origin);
      const isEven = netuids.length === weights.length && netuids.length === version_keys.length;
      ensure(isEven, subtensorErrors.InputLengthsUnequal);
      batchWeights(context, hotkey, netuids, (netuid, item) =>
        setWeights(context, hotkey, {
          netuid,
          mechanism: 0,
          uids: weights[item]!.map(([uid]) => uid),
          values: weights[item]!.map(([, value]) => value),
          versionKey: version_keys[item]!
        })
      );
    }
  }),
  commit_weights: call({
    index: 96,
    args: { netuid: netUid, commit_hash: hash },
    paysFee: false,
    dispatch: (context, origin, { netuid, commit_hash }) =>
      commitWeights(context, ensureSigned(origin), { netuid, mechanism: 0, hash: commit_hash })
  }),
  commit_mechanism_weights: call({
    index: 115,
    args: { netuid: netUid, mecid: mechanismId, commit_hash: hash },
    paysFee: false,
    dispatch: (context, origin, { netuid, mecid, commit_hash }) =>
      commitWeights(context, ensureSigned(origin), { netuid, mechanism: mecid, hash: commit_hash })
  }),
  batch_commit_weights: call({
    index: 100,
    args: { netuids: vec(compactNumber(netUid)), commit_hashes: vec(hash) },
    paysFee: false,
    dispatch: (context, origin, { netuids, commit_hashes }) => {
      const hotkey = ensureSigned(origin);
      ensure(netuids.length === commit_hashes.length, subtensorErrors.InputLengthsUnequal);
      batchWeights(context, hotkey, netuids, (netuid, item) =>
        commitWeights(context, hotkey, { netuid, mechanism: 0, hash: commit_hashes[item]! })
      );
    }
  }),
  reveal_weights: call({
    index: 97,
    args: { netuid: netUid, ...revealArgs },
    paysFee: false,
    dispatch: (context, origin, { netuid, ...args }) =>
      revealWeights(context, ensureSigned(origin), toReveal(netuid, 0, args))
  }),
  reveal_mechanism_weights: call({
    index: 116,
    args: { netuid: netUid, mecid: mechanismId, ...revealArgs },
    paysFee: false,
    dispatch: (context, origin, { netuid, mecid, ...args }) =>
      revealWeights(context, ensureSigned(origin), toReveal(netuid, mecid, args))
  }),
  batch_reveal_weights: call({
    index: 98,
    args: {
      netuid: netUid,
      uids_list: vec(u16s),
      values_list: vec(u16s),
      salts_list: vec(u16s),
      version_keys: vec(u64)
    },
    paysFee: false,
    dispatch: (context, origin, { netuid, uids_list, values_list, salts_list, version_keys }) => {
      const isEven = [values_list, salts_list, version_keys].every((list) => list.length === uids_list.length);
      ensure(isEven, subtensorErrors.InputLengthsUnequal);
      const reveals = uids_list.map((uids, i) => ({
        netuid,
        mechanism: 0,
        uids,
        values: values_list[i]!,
        salt: salts_list[i]!,
        versionKey: version_keys[i]!
      }));
      batchRevealWeights(context, ensureSigned(origin), netuid, reveals);
    }
  }),
  commit_timelocked_weights: call({
    index: 113,
    args: { netuid: netUid, commit: timelockedCommit, reveal_round: u64, commit_reveal_version: u16 },
    paysFee: false,
    dispatch: commitTimelocked
  }),
  commit_crv3_mechanism_weights: call({
    index: 117,
    args: { netuid: netUid, mecid: mechanismId, commit: timelockedCommit, reveal_round: u64 },
    paysFee: false,
    dispatch: commitTimelocked
  }),
  commit_timelocked_mechanism_weights: call({
    index: 118,
    args: {
      netuid: netUid,
      mecid: mechanismId,
      commit: timelockedCommit,
      reveal_round: u64,
      commit_reveal_version: u16
    },
    paysFee: false,
    dispatch: commitTimelocked
  })
};
