// An order of rows that depends on what they say and on nothing else: moving rows about in a file changes no score.
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Example } from '../dataset/example.ts';

/** Examples sorted by sha256 of `salt` and their texts; another salt draws another order. */
export function canonicalOrder(examples: readonly Example[], salt: string): Example[] {
  return examples
    .map((example) => ({ example, key: exampleHash(example, salt) }))
    .sort((left, right) => (left.key < right.key ? -1 : left.key > right.key ? 1 : 0))
    .map(({ example }) => example);
}

/** Lengths stand before the texts, so that no two different rows hash the same bytes. */
function exampleHash({ input, output, rejected = '' }: Example, salt: string): string {
  return bytesToHex(sha256(utf8ToBytes(`${salt}|${input.length}|${output.length}|${input}${output}${rejected}`)));
}
