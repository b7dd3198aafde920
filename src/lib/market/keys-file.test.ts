import { expect, test } from 'vitest';
import type { KeyVault } from '../store/key-vault.ts';
import { exportKeys, importKeys } from './keys-file.ts';

function vaultOf(entries: [name: string, byte: number][]): KeyVault {
  const kept = new Map<string, Uint8Array>(entries.map(([name, byte]) => [name, new Uint8Array(32).fill(byte)]));
  return {
    get: async (name) => kept.get(name) ?? null,
    put: async (name, secret) => void kept.set(name, secret),
    names: async () => [...kept.keys()]
  };
}

test('what one browser exports another one takes, and nothing it holds is overwritten', async () => {
  const text = await exportKeys(vaultOf([['sealing:0xab', 1], ['package:bafyx', 2], ['benchmark:0xcd', 3]])); // prettier-ignore
  const other = vaultOf([['package:bafyx', 2], ['benchmark:0xcd', 9]]); // prettier-ignore
  expect(await importKeys(text, other)).toEqual({
    added: ['sealing:0xab'],
    known: ['package:bafyx'],
    refused: ['benchmark:0xcd']
  });
  expect((await other.get('benchmark:0xcd'))?.[0]).toBe(9);
  expect((await other.get('sealing:0xab'))?.[0]).toBe(1);
});

test.each([
  '',
  '{}',
  '{"format":"assay/keys/1","keys":{"other:x":"0x00"}}',
  '{"format":"assay/keys/1","keys":{"package:b":"0x1"}}'
])('a file that is none is refused: %s', async (text) => {
  await expect(importKeys(text, vaultOf([]))).rejects.toMatchObject({ code: 'keys/not-a-keys-file' });
});
