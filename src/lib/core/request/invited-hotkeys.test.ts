import { concatHex, encodeAbiParameters, keccak256, numberToHex, type Hex } from 'viem';
import { describe, expect, test } from 'vitest';
import { inviteRootOf, invitationOf, MAX_INVITED, parseInvited } from './invited-hotkeys.ts';

const hotkeyOf = (i: number): Hex => keccak256(numberToHex(i));
const hotkeys = (count: number) => Array.from({ length: count }, (_, i) => hotkeyOf(i));

/** OpenZeppelin's `MerkleProof.processProof`, over a leaf as its StandardMerkleTree hashes it. */
const provenRoot = (hotkey: Hex, proof: readonly Hex[]): Hex =>
  proof.reduce(
    (node, sibling) => keccak256(concatHex(node < sibling ? [node, sibling] : [sibling, node])),
    keccak256(keccak256(encodeAbiParameters([{ type: 'bytes32' }], [hotkey])))
  );

describe('the tree', () => {
  test.each([1, 2, 3, 4, 5, 7, 8, 13, 64, 100])('of %d hotkeys proves each of them, and nobody else', (count) => {
    const invited = hotkeys(count);
    const root = inviteRootOf(invited);
    for (const hotkey of invited) expect(provenRoot(hotkey, invitationOf(invited, hotkey)!)).toBe(root);
    const stranger = hotkeyOf(count);
    expect(invitationOf(invited, stranger)).toBeNull();
    expect(provenRoot(stranger, invitationOf(invited, hotkeyOf(0))!)).not.toBe(root);
  });

  test.each([
    [1, '0xce895d90d3a0ed5312ae8dcfff377010c4aa1b7e9f1fa69836a3802d014c313e', []],
    [
      3,
      '0xd0721d2dc79379fabc8f9fedaf82df1f99c98be5da4b6affa7ff9a42314b4e1c',
      ['0x8bcf6ff7c84a54c8084362b895795bf26b61ec0cf6650aa75aa1bf9d28e06289']
    ],
    [
      7,
      '0x036e025aa02137a650f858425122eb4126f2deaa440d1e37996a5db4e109fcea',
      [
        '0x8bcf6ff7c84a54c8084362b895795bf26b61ec0cf6650aa75aa1bf9d28e06289',
        '0x56bd547fc599ed9be82c3078e2551951bbb581488b3ea4058db10fa227e4cd57'
      ]
    ]
  ])('of %d hotkeys has the root and the proof that @openzeppelin/merkle-tree 1.0 gives', (count, root, proof) => {
    const invited = Array.from({ length: count }, (_, i): Hex => `0x${`0${i + 1}`.repeat(32)}`);
    expect(inviteRootOf(invited)).toBe(root);
    expect(invitationOf(invited, invited[0]!)).toEqual(proof);
  });

  test('does not depend on the order of the list', () => {
    const invited = hotkeys(9);
    expect(inviteRootOf([...invited].reverse())).toBe(inviteRootOf(invited));
    expect(inviteRootOf(hotkeys(8))).not.toBe(inviteRootOf(invited));
  });
});

describe('a list', () => {
  const publicKeyOf = (address: string): Hex | null =>
    /^5\d+$/.test(address) ? hotkeyOf(Number(address.slice(1))) : null;
  const failure = (text: string) => {
    try {
      return parseInvited(text, publicKeyOf);
    } catch (error) {
      return (error as Error).message;
    }
  };

  test('has an address a line, with comments and empty lines, and is sorted', () => {
    expect(parseInvited('# miners\r\n51\n\n 52  # the second\n', publicKeyOf)).toEqual(
      [hotkeyOf(1), hotkeyOf(2)].sort()
    );
  });

  test('names the line that is wrong', () => {
    expect(failure('51\n0x00')).toMatch(/Line 2 .* "0x00" is not an ss58 address/);
    expect(failure('51\n\n52\n51')).toMatch(/Line 4 .* in line 1 already/);
    expect(failure(' \n# nobody')).toMatch(/is empty/);
    const many = Array.from({ length: MAX_INVITED + 1 }, (_, i) => `5${i}`).join('\n');
    expect(failure(many)).toMatch(/^Line 1025 .* can invite 1024 hotkeys/);
  });
});
