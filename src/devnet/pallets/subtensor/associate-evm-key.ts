// Binds an Ethereum address to a neuron: the address signs (EIP-191) the hotkey and the hash of a block number
// (subtensor `utils/evm.rs` do_associate_evm_key, spec 425).
import { keccak_256 } from '@noble/hashes/sha3.js';
import { stringToU8a, u8aConcat } from '@polkadot/util';
import { secp256k1Expand, secp256k1Recover } from '@polkadot/util-crypto';
import type { DispatchContext } from '../../frame/dispatch-context.ts';
import { ensure } from '../../frame/pallet.ts';
import { encode } from '../../scale/codec.ts';
import { u64 } from '../../scale/primitives.ts';
import type { ReadableState } from '../../state/key-value.ts';
import { sameKey } from './same-key.ts';
import { subtensorErrors as errors } from './subtensor-errors.ts';
import { subtensorEvents } from './subtensor-events.ts';
import { subtensorStorage as storage } from './subtensor-storage.ts';

/** Blocks between two associations of one neuron: a day of 12 s blocks. */
const RATE_LIMIT_BLOCKS = 7200n;

export interface EvmAssociation {
  netuid: number;
  evmKey: Uint8Array;
  /** The block number that was signed. */
  blockNumber: bigint;
  /** r, s, v; v may be 0, 1, 27 or 28. */
  signature: Uint8Array;
}

/** What the address signs: its wallet adds the EIP-191 prefix. */
export const associationMessage = (hotkey: Uint8Array, blockNumber: bigint): Uint8Array =>
  u8aConcat(hotkey, keccak_256(encode(u64, blockNumber)));

export function associateEvmKey(context: DispatchContext, hotkey: Uint8Array, association: EvmAssociation): void {
  const { state } = context;
  const { netuid, evmKey, blockNumber, signature } = association;
  ensure(storage.Owner.has(state, hotkey), errors.NonAssociatedColdKey);
  const uid = checkAssociation(context, hotkey, netuid);
  const signer = recoverAddress(associationMessage(hotkey, blockNumber), signature);
  ensure(signer !== undefined, errors.InvalidIdentity);
  ensure(sameKey(signer, evmKey), errors.InvalidRecoveredPublicKey);
  const block = BigInt(context.blockNumber);
  storage.AssociatedEvmAddress.put(state, netuid, uid, [evmKey, block]);
  context.deposit(subtensorEvents.EvmKeyAssociated, { netuid, hotkey, evm_key: evmKey, block_associated: block });
}

/** Registered, and not too soon after the last time. Subtensor lets nobody associate in its first 7200 blocks; here one may. */
export function checkAssociation(
  { state, blockNumber }: { state: ReadableState; blockNumber: number },
  hotkey: Uint8Array,
  netuid: number
): number {
  const uid = storage.Uids.get(state, netuid, hotkey);
  ensure(uid !== undefined, errors.HotKeyNotRegisteredInSubNet);
  const known = storage.AssociatedEvmAddress.get(state, netuid, uid);
  const hasRested = known === undefined || BigInt(blockNumber) - known[1] >= RATE_LIMIT_BLOCKS;
  ensure(hasRested, errors.EvmKeyAssociateRateLimitExceeded);
  return uid;
}

function recoverAddress(message: Uint8Array, signature: Uint8Array): Uint8Array | undefined {
  const prefixed = u8aConcat(stringToU8a(`\x19Ethereum Signed Message:\n${message.length}`), message);
  const v = signature[64]!;
  try {
    const key = secp256k1Recover(keccak_256(prefixed), signature.subarray(0, 64), v >= 27 ? v - 27 : v);
    return keccak_256(secp256k1Expand(key)).subarray(12);
  } catch {
    return undefined;
  }
}
