// Under which names a vault keeps the secrets of a request: the same in the page and in the command.
import type { Hex } from '../encoding/hex.ts';

const BENCHMARK = 'benchmark:';

/** The key of a benchmark, kept by who locked it. */
export const benchmarkKeyName = (commitment: string): string => `${BENCHMARK}${commitment}`;

/** The commitments of the benchmarks whose keys are among these names. */
export const benchmarksIn = (names: readonly string[]): Hex[] =>
  names.flatMap((name) => (name.startsWith(BENCHMARK) ? [name.slice(BENCHMARK.length) as Hex] : []));

/** The X25519 secret of a validator, by its hotkey's public key. */
export const sealingKeyName = (hotkeyPublicKey: string): string => `sealing:${hotkeyPublicKey}`;

/** The X25519 secret of a key that took the place of an earlier one, by hotkey and public half. */
export const laterSealingKeyName = (hotkeyPublicKey: string, publicKey: string): string =>
  `${sealingKeyName(hotkeyPublicKey)}x${publicKey.replace(/^0x/, '')}`;

/** Whether a name is that of a sealing key of this hotkey, the first or a later one. */
export const isSealingKeyOf = (name: string, hotkeyPublicKey: string): boolean =>
  name === sealingKeyName(hotkeyPublicKey) || name.startsWith(`${sealingKeyName(hotkeyPublicKey)}x`);

/** The key of a sealed package, kept by its miner until it is opened or delivered. */
export const packageKeyName = (sealedCid: string): string => `package:${sealedCid}`;

/** The X25519 secret of one who is to read a private dataset, requester or buyer, by its public half. */
export const readerKeyName = (publicKey: string): string => `reader:${publicKey}`;
