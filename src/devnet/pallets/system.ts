// frame_system: accounts and nonces, block hashes, events, remarks. Subtensor's index 0.
import { u8aToHex } from '@polkadot/util';
import { blake2Concat, blake2_256, twoxConcat } from '../frame/hashers.ts';
import {
  call,
  constant,
  ensureRoot,
  ensureSigned,
  errorsOf,
  eventsOf,
  storageOf,
  type PalletDeclaration
} from '../frame/pallet.ts';
import {
  accountFlags,
  accountId,
  digest,
  dispatchError,
  dispatchInfo,
  hash,
  perDispatchClass,
  runtimeDbWeight,
  runtimeVersion,
  taoBalance,
  weight
} from '../frame/runtime-types.ts';
import { map, mapKey, optionalValue, value } from '../frame/storage-item.ts';
import { encode, type Codec, type TypeOf } from '../scale/codec.ts';
import { option, struct, tuple, variant, vec } from '../scale/composites.ts';
import { bool, bytes, compactNumber, text, u16, u32 } from '../scale/primitives.ts';
import type { KeyValue, ReadableState } from '../state/key-value.ts';
import { SPEC_NAME, SPEC_VERSION, runtimeVersionValue } from '../frame/runtime-version.ts';

const PALLET = 'System';
/** Block hashes kept in state: the longest mortal era. */
export const BLOCK_HASH_COUNT = 2400;

const accountData = struct('pallet_balances::types::AccountData', {
  free: taoBalance,
  reserved: taoBalance,
  frozen: taoBalance,
  flags: accountFlags
});
const accountInfo = struct('frame_system::AccountInfo', {
  nonce: u32,
  consumers: u32,
  providers: u32,
  sufficients: u32,
  data: accountData
});
export type AccountInfo = TypeOf<typeof accountInfo>;

/** The top bit of the flags: balances of the new logic, as fresh accounts of a node carry it. */
const NEW_LOGIC = 1n << 127n;
const emptyAccount = (): AccountInfo => ({
  nonce: 0,
  consumers: 0,
  providers: 0,
  sufficients: 0,
  data: { free: 0n, reserved: 0n, frozen: 0n, flags: NEW_LOGIC }
});

export const phase = variant('frame_system::Phase', {
  ApplyExtrinsic: { index: 0, fields: { 0: u32 } },
  Finalization: { index: 1 },
  Initialization: { index: 2 }
});

/** Set by the runtime once all pallets are known: the codec of `Vec<EventRecord>`. */
const eventRecords: { codec?: Codec<Uint8Array[]> } = {};
export const declareEventRecords = (codec: Codec<Uint8Array[]>): void => void (eventRecords.codec = codec);
const eventRecordList: Codec<Uint8Array[]> = {
  get shape() {
    return eventRecords.codec!.shape;
  },
  minSize: 1,
  write: (writer, records) => eventRecords.codec!.write(writer, records),
  read: (reader) => eventRecords.codec!.read(reader)
};

const zeroWeight = { ref_time: 0n, proof_size: 0n };
const lastRuntimeUpgrade = struct('frame_system::LastRuntimeUpgradeInfo', {
  spec_version: compactNumber(u32),
  spec_name: text
});

export const systemStorage = storageOf(PALLET, {
  Account: map([mapKey(blake2Concat, accountId)], accountInfo, emptyAccount),
  ExtrinsicCount: optionalValue(u32),
  BlockWeight: value(perDispatchClass(weight), { normal: zeroWeight, operational: zeroWeight, mandatory: zeroWeight }),
  AllExtrinsicsLen: optionalValue(u32),
  BlockHash: map([mapKey(twoxConcat, u32)], hash, () => new Uint8Array(32)),
  ExtrinsicData: map([mapKey(twoxConcat, u32)], bytes, () => new Uint8Array()),
  Number: value(u32, 0),
  ParentHash: value(hash, () => new Uint8Array(32)),
  Digest: value(digest, { logs: [] }),
  Events: value(eventRecordList, () => []),
  EventCount: value(u32, 0),
  EventTopics: map([mapKey(blake2Concat, hash)], vec(tuple(u32, u32)), () => []),
  LastRuntimeUpgrade: optionalValue(lastRuntimeUpgrade),
  UpgradedToU32RefCount: value(bool, true),
  UpgradedToTripleRefCount: value(bool, true),
  ExecutionPhase: optionalValue(phase)
});

export const systemEvents = eventsOf(PALLET, 0, {
  ExtrinsicSuccess: { index: 0, fields: { dispatch_info: dispatchInfo } },
  ExtrinsicFailed: { index: 1, fields: { dispatch_error: dispatchError, dispatch_info: dispatchInfo } },
  CodeUpdated: { index: 2, fields: {} },
  NewAccount: { index: 3, fields: { account: accountId } },
  KilledAccount: { index: 4, fields: { account: accountId } },
  Remarked: { index: 5, fields: { sender: accountId, hash } }
});

export const systemErrors = errorsOf(PALLET, 0, [
  'InvalidSpecName',
  'SpecVersionNeedsToIncrease',
  'FailedToExtractRuntimeVersion',
  'NonDefaultComposite',
  'NonZeroRefCount',
  'CallFiltered',
  'MultiBlockMigrationsOngoing',
  'NothingAuthorized',
  'Unauthorized'
]);

const weightsPerClass = struct('frame_system::limits::WeightsPerClass', {
  base_extrinsic: weight,
  max_extrinsic: option(weight),
  max_total: option(weight),
  reserved: option(weight)
});
const blockWeights = struct('frame_system::limits::BlockWeights', {
  base_block: weight,
  max_block: weight,
  per_class: perDispatchClass(weightsPerClass)
});
/** Ref time of an extrinsic's own overhead, in picoseconds. */
export const BASE_EXTRINSIC_REF_TIME = 108_157_000n;
const MAX_BLOCK = { ref_time: 4_000_000_000_000n, proof_size: 18_446_744_073_709_551_615n };
const perClass = {
  base_extrinsic: { ref_time: BASE_EXTRINSIC_REF_TIME, proof_size: 0n },
  max_extrinsic: undefined,
  max_total: undefined,
  reserved: undefined
};
const blockLength = struct('frame_system::limits::BlockLength', { max: perDispatchClass(u32) });

export const system: PalletDeclaration = {
  name: PALLET,
  index: 0,
  path: 'frame_system::pallet',
  storage: systemStorage as PalletDeclaration['storage'],
  events: systemEvents,
  errors: systemErrors,
  constants: {
    BlockWeights: constant(blockWeights, {
      base_block: { ref_time: 431_614_000n, proof_size: 0n },
      max_block: MAX_BLOCK,
      per_class: { normal: perClass, operational: perClass, mandatory: perClass }
    }),
    BlockLength: constant(blockLength, { max: { normal: 7_864_320, operational: 10_485_760, mandatory: 10_485_760 } }),
    BlockHashCount: constant(u32, BLOCK_HASH_COUNT),
    DbWeight: constant(runtimeDbWeight, { read: 25_000_000n, write: 100_000_000n }),
    Version: constant(runtimeVersion, runtimeVersionValue(SPEC_VERSION)),
    SS58Prefix: constant(u16, 42)
  },
  calls: {
    remark: call({
      index: 0,
      args: { remark: bytes },
      dispatch: (_context, origin) => {
        if (origin.type !== 'Root') ensureSigned(origin);
      }
    }),
    set_storage: call({
      index: 4,
      args: { items: vec(tuple(bytes, bytes)) },
      class: 'Operational',
      dispatch: ({ state }, origin, { items }) => {
        ensureRoot(origin);
        for (const [key, stored] of items) state.set(u8aToHex(key).slice(2), stored);
      }
    }),
    kill_storage: call({
      index: 5,
      args: { keys: vec(bytes) },
      class: 'Operational',
      dispatch: ({ state }, origin, { keys }) => {
        ensureRoot(origin);
        for (const key of keys) state.delete(u8aToHex(key).slice(2));
      }
    }),
    remark_with_event: call({
      index: 7,
      args: { remark: bytes },
      dispatch: (context, origin, { remark }) => {
        const sender = ensureSigned(origin);
        context.deposit(systemEvents.Remarked, { sender, hash: blake2_256(remark) });
      }
    })
  }
};

/** Starts a block in state: its number, its parent's hash, and a clean list of events. */
export function startBlock(state: KeyValue, number: number, parentHash: Uint8Array): void {
  systemStorage.Number.put(state, number);
  systemStorage.ParentHash.put(state, parentHash);
  systemStorage.BlockHash.put(state, number - 1, parentHash);
  const expired = number - 1 - BLOCK_HASH_COUNT;
  if (expired > 0) systemStorage.BlockHash.remove(state, expired);
  systemStorage.Digest.put(state, { logs: [] });
}

/** Records which runtime a block was made with: from then on only transactions signed for it are valid. */
export function recordRuntimeVersion(state: KeyValue, specVersion: number): void {
  systemStorage.LastRuntimeUpgrade.put(state, { spec_version: specVersion, spec_name: SPEC_NAME });
}

/** The runtime's version as of a state. */
export const specVersionOf = (state: ReadableState): number =>
  systemStorage.LastRuntimeUpgrade.get(state)?.spec_version ?? SPEC_VERSION;

/** Bytes of one event as state holds it: phase, event, topics. */
export const encodeEventRecord = (at: TypeOf<typeof phase>, event: Uint8Array): Uint8Array => {
  const head = encode(phase, at);
  const record = new Uint8Array(head.length + event.length + 1);
  record.set(head);
  record.set(event, head.length);
  return record;
};
