// Types that several pallets share, with the paths under which Substrate's metadata names them.
import { newtype, option, struct, tuple, variant, vec } from '../scale/composites.ts';
import type { Codec, TypeOf } from '../scale/codec.ts';
import { bytes, compactBig, compactNumber, fixedBytes, text, u128, u16, u32, u64, u8 } from '../scale/primitives.ts';

/** 32-byte public key (or mirror account). */
export const accountId = newtype('sp_core::crypto::AccountId32', fixedBytes(32));
export const hash = newtype('primitive_types::H256', fixedBytes(32));
export const h160 = newtype('primitive_types::H160', fixedBytes(20));
export const netUid = newtype('subtensor_runtime_common::NetUid', u16);
/** netuid + mechanism * 4096. */
export const netUidStorageIndex = newtype('subtensor_runtime_common::NetUidStorageIndex', u16);
export const mechanismId = newtype('subtensor_runtime_common::MechId', u8);
/** TAO in rao (1e-9). */
export const taoBalance = newtype('subtensor_runtime_common::TaoBalance', u64);
/** Subnet alpha in its smallest unit (1e-9). */
export const alphaBalance = newtype('subtensor_runtime_common::AlphaBalance', u64);

const unit = tuple();
export const multiAddress = variant(
  'sp_runtime::multiaddress::MultiAddress',
  {
    Id: { index: 0, fields: { 0: accountId } },
    Index: { index: 1, fields: { 0: { ...unit, shape: { kind: 'compact', inner: unit } } as Codec<unknown> } },
    Raw: { index: 2, fields: { 0: bytes } },
    Address32: { index: 3, fields: { 0: fixedBytes(32) } },
    Address20: { index: 4, fields: { 0: fixedBytes(20) } }
  },
  { AccountId: accountId, AccountIndex: unit }
);
export type MultiAddress = TypeOf<typeof multiAddress>;

export const multiSignature = variant('sp_runtime::MultiSignature', {
  Ed25519: { index: 0, fields: { 0: fixedBytes(64) } },
  Sr25519: { index: 1, fields: { 0: fixedBytes(64) } },
  Ecdsa: { index: 2, fields: { 0: fixedBytes(65) } }
});

export const multiSigner = variant('sp_runtime::MultiSigner', {
  Ed25519: { index: 0, fields: { 0: fixedBytes(32) } },
  Sr25519: { index: 1, fields: { 0: fixedBytes(32) } },
  Ecdsa: { index: 2, fields: { 0: fixedBytes(33) } }
});

export const weight = struct('sp_weights::weight_v2::Weight', {
  ref_time: compactBig(u64),
  proof_size: compactBig(u64)
});
export type Weight = TypeOf<typeof weight>;

export const dispatchClass = variant('frame_support::dispatch::DispatchClass', {
  Normal: { index: 0 },
  Operational: { index: 1 },
  Mandatory: { index: 2 }
});

export const pays = variant('frame_support::dispatch::Pays', { Yes: { index: 0 }, No: { index: 1 } });

export const dispatchInfo = struct('frame_system::DispatchEventInfo', { weight, class: dispatchClass, pays_fee: pays });

export const perDispatchClass = <T>(inner: Codec<T>) =>
  struct('frame_support::dispatch::PerDispatchClass', {
    normal: inner,
    operational: inner,
    mandatory: inner
  }) as Codec<{
    normal: T;
    operational: T;
    mandatory: T;
  }>;

const names = <const Names extends readonly string[]>(path: string, list: Names) =>
  variant(
    path,
    Object.fromEntries(list.map((name, index) => [name, { index }])) as Record<Names[number], { index: number }>
  );

export const tokenError = names('sp_runtime::TokenError', [
  'FundsUnavailable',
  'OnlyProvider',
  'BelowMinimum',
  'CannotCreate',
  'UnknownAsset',
  'Frozen',
  'Unsupported',
  'CannotCreateHold',
  'NotExpendable',
  'Blocked'
]);
export const arithmeticError = names('sp_arithmetic::ArithmeticError', ['Underflow', 'Overflow', 'DivisionByZero']);
const transactionalError = names('sp_runtime::TransactionalError', ['LimitReached', 'NoLayer']);
const trieError = names('sp_runtime::proving_trie::TrieError', [
  'InvalidStateRoot',
  'IncompleteDatabase',
  'DecodeError'
]);
export const moduleError = struct('sp_runtime::ModuleError', { index: u8, error: fixedBytes(4) });

export const dispatchError = variant('sp_runtime::DispatchError', {
  Other: { index: 0 },
  CannotLookup: { index: 1 },
  BadOrigin: { index: 2 },
  Module: { index: 3, fields: { 0: moduleError } },
  ConsumerRemaining: { index: 4 },
  NoProviders: { index: 5 },
  TooManyConsumers: { index: 6 },
  Token: { index: 7, fields: { 0: tokenError } },
  Arithmetic: { index: 8, fields: { 0: arithmeticError } },
  Transactional: { index: 9, fields: { 0: transactionalError } },
  Exhausted: { index: 10 },
  Corruption: { index: 11 },
  Unavailable: { index: 12 },
  RootNotAllowed: { index: 13 },
  Trie: { index: 14, fields: { 0: trieError } }
});
export type DispatchError = TypeOf<typeof dispatchError>;

const ok = tuple();
/** Result<(), DispatchError>. */
export const dispatchResult = variant(
  'Result',
  { Ok: { index: 0, fields: { 0: ok } }, Err: { index: 1, fields: { 0: dispatchError } } },
  { T: ok, E: dispatchError }
);

const digestItem = variant('sp_runtime::generic::digest::DigestItem', {
  PreRuntime: { index: 6, fields: { 0: fixedBytes(4), 1: bytes } },
  Consensus: { index: 4, fields: { 0: fixedBytes(4), 1: bytes } },
  Seal: { index: 5, fields: { 0: fixedBytes(4), 1: bytes } },
  Other: { index: 0, fields: { 0: bytes } },
  RuntimeEnvironmentUpdated: { index: 8 }
});
export const digest = struct('sp_runtime::generic::digest::Digest', { logs: vec(digestItem) });

export const runtimeDbWeight = struct('sp_weights::RuntimeDbWeight', { read: u64, write: u64 });

export const runtimeVersion = struct('sp_version::RuntimeVersion', {
  spec_name: text,
  impl_name: text,
  authoring_version: u32,
  spec_version: u32,
  impl_version: u32,
  apis: vec(tuple(fixedBytes(8), u32)),
  transaction_version: u32,
  system_version: u8
});

export const header = struct('sp_runtime::generic::header::Header', {
  parent_hash: hash,
  number: compactNumber(u32),
  state_root: hash,
  extrinsics_root: hash,
  digest
});
export type Header = TypeOf<typeof header>;

export const optionalAccountId = option(accountId);
export const accountFlags = newtype('pallet_balances::types::ExtraFlags', u128);
