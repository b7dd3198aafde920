// A request for invited hotkeys alone: its document lists them, the contract holds the root of their Merkle tree, and a miner
// proves with a few hashes that it is a leaf. The tree is that of OpenZeppelin's StandardMerkleTree over `["bytes32"]`, so
// that its tools give the same root.
import { keccak_256 } from '@noble/hashes/sha3.js';
import { concatBytes } from '@noble/hashes/utils.js';
import { fromHex, toHex, type Hex } from '../encoding/hex.ts';
import { AppError } from '../error/app-error.ts';

/** As many as a market looks at neurons. */
export const MAX_INVITED = 1024;

/** Leaves are hashed twice, so that no node of the tree can pass for one. */
const leafOf = (hotkey: Hex): Hex => toHex(keccak_256(keccak_256(fromHex(hotkey))));
const nodeOf = (a: Hex, b: Hex): Hex => toHex(keccak_256(concatBytes(...[a, b].sort().map(fromHex))));

/** Root first, the children of node `i` at `2 i + 1` and `2 i + 2`; the leaves last, the least of them at the end. */
function treeOf(hotkeys: readonly Hex[]): Hex[] {
  const leaves = hotkeys.map(leafOf).sort().reverse();
  const nodes: Hex[] = [...leaves.slice(1).map((): Hex => '0x'), ...leaves];
  for (let i = leaves.length - 2; i >= 0; i--) nodes[i] = nodeOf(nodes[2 * i + 1]!, nodes[2 * i + 2]!);
  return nodes;
}

/** What the contract holds as `inviteRoot`. @param hotkeys public keys, at least one, in any order. */
export const inviteRootOf = (hotkeys: readonly Hex[]): Hex => treeOf(hotkeys)[0]!;

/** The proof that a hotkey is invited, for `commitSubmission`; null where it is not. */
export function invitationOf(hotkeys: readonly Hex[], hotkey: Hex): Hex[] | null {
  const nodes = treeOf(hotkeys);
  let place = nodes.lastIndexOf(leafOf(hotkey));
  if (!hotkeys.includes(hotkey)) return null;
  const proof: Hex[] = [];
  for (; place > 0; place = (place - 1) >> 1) proof.push(nodes[place % 2 === 0 ? place - 1 : place + 1]!);
  return proof;
}

/**
 * A list as people write it: an ss58 address a line; empty lines and what follows a `#` are left out.
 * @param publicKeyOf the key of an address, or null for a text that is none.
 * @returns public keys in ascending order, as a request's document has them.
 * @throws AppError `request/invalid-invited` naming the line.
 */
export function parseInvited(text: string, publicKeyOf: (address: string) => Hex | null): Hex[] {
  const lineOf = new Map<Hex, number>();
  for (const [index, line] of text.split(/\r\n|\n|\r/).entries()) {
    const address = line.replace(/#.*$/s, '').trim();
    if (address === '') continue;
    const [number, key] = [index + 1, publicKeyOf(address)];
    if (key === null) throw invalid(number, `"${address.slice(0, 60)}" is not an ss58 address`);
    const earlier = lineOf.get(key);
    if (earlier !== undefined) throw invalid(number, `this hotkey stands in line ${earlier} already`);
    if (lineOf.size === MAX_INVITED) throw invalid(number, `a request can invite ${MAX_INVITED} hotkeys`);
    lineOf.set(key, number);
  }
  if (lineOf.size > 0) return [...lineOf.keys()].sort();
  throw new AppError('request/invalid-invited', 'The list of invited hotkeys is empty.', {
    hints: ['Write one ss58 address a line, or leave the list away: then everybody may submit.']
  });
}

const invalid = (line: number, problem: string): AppError =>
  new AppError('request/invalid-invited', `Line ${line} of the invited hotkeys: ${problem}.`, {
    hints: ['Write one ss58 address a line.'],
    details: { line }
  });
