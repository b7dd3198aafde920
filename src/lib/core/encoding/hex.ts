// Bytes in the documents of a locked benchmark: lower-case hex with 0x, as on chain.
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';

export type Hex = `0x${string}`;

export const toHex = (bytes: Uint8Array): Hex => `0x${bytesToHex(bytes)}`;

/** The bytes of a hex string that a schema has already checked. */
export const fromHex = (hex: string): Uint8Array => hexToBytes(hex.slice(2));
