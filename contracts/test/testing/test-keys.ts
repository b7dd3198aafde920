// Accounts of the contract's tests.
import { keccak256, numberToHex, type Hex } from 'viem';

/** An sr25519 account for tests: its address is the first 20 bytes of its public key, as on the chain. */
export interface Key {
  publicKey: Hex;
  address: Hex;
}

export function keyOf(seed: number): Key {
  const publicKey = keccak256(numberToHex(seed + 1));
  return { publicKey, address: publicKey.slice(0, 42) as Hex };
}

export const TREASURY = keyOf(900);
