// pallet_commitments: a registered hotkey publishes a few small fields on a subnet. Index 18.
import { identity, twoxConcat } from '../frame/hashers.ts';
import {
  call,
  constant,
  ensure,
  ensureRoot,
  ensureSigned,
  errorsOf,
  eventsOf,
  storageOf,
  type PalletDeclaration
} from '../frame/pallet.ts';
import { accountId, netUid, taoBalance } from '../frame/runtime-types.ts';
import { mapKey, optionalMap, value } from '../frame/storage-item.ts';
import type { Codec, ShapeVariant } from '../scale/codec.ts';
import { boundedBytes, boundedVec, struct, tuple, vec } from '../scale/composites.ts';
import { bytes, fixedBytes, u32, u64 } from '../scale/primitives.ts';
import { scaleError } from '../scale/scale-reader.ts';
import { resetBonds } from './subtensor/epoch-reset-bonds.ts';
import { subtensorStorage } from './subtensor/subtensor-storage.ts';

const PALLET = 'Commitments';
const MAX_FIELDS = 3;
/** Every commitment is charged at least this much of the space. */
const MIN_SPACE = 100;
const HASHES = ['BlakeTwo256', 'Sha256', 'Keccak256', 'ShaThree256'] as const;
const BIG_RAW_LIMIT = 512;
const TIMELOCK_LIMIT = 1024;

/** One field: nothing, raw bytes, a hash, a timelocked ciphertext, a flag, or longer raw bytes. */
export type CommitmentData =
  | { type: 'None' }
  | { type: 'ResetBondsFlag' }
  | { type: 'Raw' | 'BigRaw' | (typeof HASHES)[number]; bytes: Uint8Array }
  | { type: 'TimelockEncrypted'; bytes: Uint8Array; revealRound: bigint };

const bigRaw = boundedBytes(bytes, BIG_RAW_LIMIT);
const timelocked = boundedBytes(bytes, TIMELOCK_LIMIT);
const variants: ShapeVariant[] = [
  { name: 'None', index: 0, fields: [] },
  ...Array.from({ length: 129 }, (_, length) => ({
    name: `Raw${length}`,
    index: length + 1,
    fields: [{ codec: fixedBytes(length) }]
  })),
  ...HASHES.map((name, i) => ({ name, index: 130 + i, fields: [{ codec: fixedBytes(32) }] })),
  {
    name: 'TimelockEncrypted',
    index: 134,
    fields: [
      { name: 'encrypted', codec: timelocked },
      { name: 'reveal_round', codec: u64 }
    ]
  },
  { name: 'ResetBondsFlag', index: 135, fields: [] },
  { name: 'BigRaw', index: 136, fields: [{ codec: bigRaw }] }
];

const data: Codec<CommitmentData> = {
  shape: { kind: 'variant', path: 'pallet_commitments::types::Data', variants },
  minSize: 1,
  write: (writer, field) => {
    if (field.type === 'None') return writer.small(0, 1);
    if (field.type === 'ResetBondsFlag') return writer.small(135, 1);
    if (field.type === 'TimelockEncrypted') {
      writer.small(134, 1);
      bytes.write(writer, field.bytes);
      return u64.write(writer, field.revealRound);
    }
    if (field.type === 'Raw') {
      writer.small(field.bytes.length + 1, 1);
      return writer.raw(field.bytes);
    }
    if (field.type === 'BigRaw') {
      writer.small(136, 1);
      return bytes.write(writer, field.bytes);
    }
    writer.small(130 + HASHES.indexOf(field.type), 1);
    writer.raw(field.bytes);
  },
  read: (reader) => {
    const index = reader.small(1);
    if (index === 0) return { type: 'None' };
    if (index <= 129) return { type: 'Raw', bytes: reader.take(index - 1) };
    if (index <= 133) return { type: HASHES[index - 130]!, bytes: reader.take(32) };
    if (index === 134)
      return { type: 'TimelockEncrypted', bytes: timelocked.read(reader), revealRound: u64.read(reader) };
    if (index === 135) return { type: 'ResetBondsFlag' };
    if (index === 136) return { type: 'BigRaw', bytes: bigRaw.read(reader) };
    throw scaleError(`commitments have no data kind ${index}`, reader.offset - 1);
  }
};

const commitmentInfo = struct('pallet_commitments::types::CommitmentInfo', { fields: boundedVec(data, MAX_FIELDS) });
const registration = struct('pallet_commitments::types::Registration', {
  deposit: taoBalance,
  block: u32,
  info: commitmentInfo
});
const usageTracker = struct('pallet_commitments::types::UsageTracker', { last_epoch: u64, used_space: u64 });

const byNetuidAndKey = [mapKey(identity, netUid), mapKey(twoxConcat, accountId)] as const;
export const commitmentsStorage = storageOf(PALLET, {
  CommitmentOf: optionalMap(byNetuidAndKey, registration),
  LastCommitment: optionalMap(byNetuidAndKey, u32),
  LastBondsReset: optionalMap(byNetuidAndKey, u32),
  RevealedCommitments: optionalMap(byNetuidAndKey, vec(tuple(bytes, u64))),
  UsedSpaceOf: optionalMap(byNetuidAndKey, usageTracker),
  MaxSpace: value(u32, 3100)
});

const commitmentsEvents = eventsOf(PALLET, 18, {
  Commitment: { index: 0, fields: { netuid: netUid, who: accountId } },
  TimelockCommitment: { index: 1, fields: { netuid: netUid, who: accountId, reveal_round: u64 } },
  CommitmentRevealed: { index: 2, fields: { netuid: netUid, who: accountId } }
});
const commitmentsErrors = errorsOf(PALLET, 18, [
  'TooManyFieldsInCommitmentInfo',
  'AccountNotAllowedCommit',
  'SpaceLimitExceeded',
  'UnexpectedUnreserveLeftover'
]);

export const commitments: PalletDeclaration = {
  name: PALLET,
  index: 18,
  path: 'pallet_commitments::pallet',
  storage: commitmentsStorage as PalletDeclaration['storage'],
  events: commitmentsEvents,
  errors: commitmentsErrors,
  constants: {
    MaxFields: constant(u32, MAX_FIELDS),
    InitialDeposit: constant(taoBalance, 0n),
    FieldDeposit: constant(taoBalance, 0n)
  },
  calls: {
    set_commitment: call({
      index: 0,
      args: { netuid: netUid, info: commitmentInfo },
      paysFee: false,
      dispatch: (context, origin, { netuid, info }) => {
        const { state, blockNumber } = context;
        const who = ensureSigned(origin);
        ensure(subtensorStorage.Uids.has(state, netuid, who), commitmentsErrors.AccountNotAllowedCommit);
        const needed = BigInt(
          Math.max(
            MIN_SPACE,
            info.fields.reduce((sum, field) => sum + spaceOf(field), 0)
          )
        );
        const epoch = subtensorStorage.SubnetEpochIndex.get(state, netuid);
        const usage = commitmentsStorage.UsedSpaceOf.get(state, netuid, who);
        const used = (usage?.last_epoch === epoch ? usage.used_space : 0n) + needed;
        ensure(used <= BigInt(commitmentsStorage.MaxSpace.get(state)), commitmentsErrors.SpaceLimitExceeded);
        commitmentsStorage.UsedSpaceOf.put(state, netuid, who, { last_epoch: epoch, used_space: used });
        commitmentsStorage.CommitmentOf.put(state, netuid, who, { deposit: 0n, block: blockNumber, info });
        commitmentsStorage.LastCommitment.put(state, netuid, who, blockNumber);
        if (info.fields.some(({ type }) => type === 'ResetBondsFlag')) {
          commitmentsStorage.LastBondsReset.put(state, netuid, who, blockNumber);
          resetBonds(state, netuid, who);
        }
        const locked = info.fields.find((field) => field.type === 'TimelockEncrypted');
        if (locked?.type === 'TimelockEncrypted')
          context.deposit(commitmentsEvents.TimelockCommitment, { netuid, who, reveal_round: locked.revealRound });
        else context.deposit(commitmentsEvents.Commitment, { netuid, who });
      }
    }),
    set_max_space: call({
      index: 2,
      args: { new_limit: u32 },
      dispatch: ({ state }, origin, { new_limit }) => {
        ensureRoot(origin);
        commitmentsStorage.MaxSpace.put(state, new_limit);
      }
    })
  }
};

/** Bytes a field counts against the space: its content without the tag. */
const spaceOf = (field: CommitmentData): number => ('bytes' in field ? field.bytes.length : 0);
