// Reads JSON-RPC parameters: hex, numbers, block hashes. Everything else is answered with -32602.
import { hexToU8a } from '@polkadot/util';
import { AppError } from '#lib/core/error/app-error.ts';
import type { Chain } from '../chain/chain.ts';
import type { ReadableState } from '../state/key-value.ts';
import { invalidParams, RpcError } from './rpc-error.ts';

/** Bytes of a hex string; as on a node, the 0x before it may be missing (the Python SDK leaves it out). */
export function readBytes(value: unknown, name: string, length?: number): Uint8Array {
  if (typeof value !== 'string' || !/^(0x)?([0-9a-fA-F]{2})*$/.test(value))
    throw invalidParams(`${name} is no hex string.`);
  const bytes = hexToU8a(value);
  if (length !== undefined && bytes.length !== length) throw invalidParams(`${name} is not ${length} bytes long.`);
  return bytes;
}

/** A block number as a JSON number or as hex. */
export function readNumber(value: unknown, name: string): number {
  const number = typeof value === 'string' && /^0x[0-9a-fA-F]+$/.test(value) ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isSafeInteger(number) || number < 0)
    throw invalidParams(`${name} is no number.`);
  return number;
}

/** A quantity of the Ethereum JSON-RPC. */
export function readQuantity(value: unknown, name: string): bigint | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return BigInt(value);
  if (typeof value !== 'string' || !/^0x[0-9a-fA-F]{1,64}$/.test(value)) throw invalidParams(`${name} is no quantity.`);
  return BigInt(value);
}

/** The number of the block a hash names; the best block's without one. */
export function readBlock(chain: Chain, hash: unknown): number {
  if (hash === undefined || hash === null) return chain.bestNumber;
  const number = chain.numberOf(readBytes(hash, 'The block hash', 32));
  if (number === undefined)
    throw new RpcError(4003, `Client error: UnknownBlock: Header was not found in the database: ${hash}`);
  return number;
}

/** The state after a block, in a node's words when it is gone. */
export function stateOf(chain: Chain, number: number): ReadableState {
  const state = chain.stateAt(number);
  if (!state) throw new RpcError(4003, 'Client error: UnknownBlock: State already discarded');
  return state;
}

/** The same for work during which blocks may come: it stays as it is. */
export function fixedStateOf(chain: Chain, number: number): ReadableState {
  return chain.fixedStateAt(number) ?? stateOf(chain, number);
}

/** An account as SS58 or hex. */
export function readAccount(value: unknown, decodeAddress: (address: string) => Uint8Array): Uint8Array {
  if (typeof value !== 'string') throw invalidParams('The account is no address.');
  try {
    return decodeAddress(value);
  } catch (cause) {
    throw invalidParams(`The account is no address: ${AppError.from(cause).short}`);
  }
}
