import { expect, test } from 'vitest';
import type { KeyVault } from '../../ports/key-vault.ts';
import { emptyScoreDraft, scoreDraftName, type ScoreDraft } from '../../core/report/score-draft.ts';
import type { ScoreDraftStore } from '../../ports/score-draft-store.ts';
import { exportKeys, importKeys } from './keys-file.ts';
import { sealingSecrets } from './sealing-secrets.ts';

const hex = (digit: string) => `0x${digit.repeat(64)}` as const;
const draft = (requestId: number, salt: string): ScoreDraft => ({
  genesisHash: hex('1'),
  marketAddress: `0x${'ab'.repeat(20)}`,
  requestId,
  challengeId: null,
  hotkey: hex('2'),
  reports: [],
  commits: [{ commitment: hex(salt), salt: hex(salt), scoresPpm: [1], reportsCid: 'reports', files: [] }]
});

function draftsOf(...held: ScoreDraft[]): ScoreDraftStore {
  const kept = new Map(held.map((one) => [scoreDraftName(one), one]));
  return {
    get: async (place) => kept.get(scoreDraftName(place)) ?? null,
    list: async () => [...kept.values()],
    update: async (place, change) => {
      const name = scoreDraftName(place);
      kept.set(name, change(kept.get(name) ?? emptyScoreDraft(place)));
    }
  };
}

function vaultOf(entries: [name: string, byte: number][]): KeyVault {
  const kept = new Map<string, Uint8Array>(entries.map(([name, byte]) => [name, new Uint8Array(32).fill(byte)]));
  return {
    get: async (name) => kept.get(name) ?? null,
    put: async (name, secret) => void kept.set(name, secret),
    names: async () => [...kept.keys()]
  };
}

test('what one browser exports another one takes, and nothing it holds is overwritten', async () => {
  const text = await exportKeys({
    vault: vaultOf([['sealing:0xab', 1], ['package:bafyx', 2], ['benchmark:0xcd', 3]]), // prettier-ignore
    drafts: draftsOf(draft(0, '4'), draft(1, '4'), draft(2, '4'))
  });
  const vault = vaultOf([['package:bafyx', 2], ['benchmark:0xcd', 9]]); // prettier-ignore
  const drafts = draftsOf(draft(1, '4'), draft(2, '5'));
  expect(await importKeys(text, { vault, drafts })).toEqual({
    added: ['sealing:0xab', 'scores:0', 'scores:2'],
    known: ['package:bafyx', 'scores:1'],
    refused: ['benchmark:0xcd']
  });
  expect((await vault.get('benchmark:0xcd'))?.[0]).toBe(9);
  expect((await vault.get('sealing:0xab'))?.[0]).toBe(1);
  expect(await drafts.get(draft(0, '4'))).toEqual(draft(0, '4'));
  const both = [...draft(2, '5').commits, ...draft(2, '4').commits];
  expect(await drafts.get(draft(2, '4'))).toEqual({ ...draft(2, '5'), commits: both });
});

test('a sealing key goes beside another one of the same hotkey, and each is kept', async () => {
  const name = `sealing:${hex('a')}`;
  const text = await exportKeys({ vault: vaultOf([[name, 1]]), drafts: draftsOf() });
  const stores = { vault: vaultOf([[name, 2]]), drafts: draftsOf() };
  expect(await importKeys(text, stores)).toEqual({ added: [name], known: [], refused: [] });
  const secrets = await sealingSecrets(stores.vault, hex('a'));
  expect(secrets.map(([byte]) => byte)).toEqual([2, 1]);
  expect(await importKeys(text, stores)).toMatchObject({ added: [], known: [name] });
  // Out and in again, with both.
  const both = await exportKeys(stores);
  const empty = { vault: vaultOf([]), drafts: draftsOf() };
  expect((await importKeys(both, empty)).added).toHaveLength(2);
  expect((await sealingSecrets(empty.vault, hex('a'))).map(([byte]) => byte).toSorted()).toEqual([1, 2]);
});

test('a file without drafts is one too', async () => {
  const stores = { vault: vaultOf([]), drafts: draftsOf() };
  const text = `{"format":"assay/keys/1","keys":{"package:b":"${hex('1')}"}}`;
  expect(await importKeys(text, stores)).toMatchObject({ added: ['package:b'] });
});

test.each([
  '',
  '{}',
  '{"format":"assay/keys/1","keys":{"other:x":"0x00"}}',
  '{"format":"assay/keys/1","keys":{"package:b":"0x1"}}',
  '{"format":"assay/keys/1","keys":{},"drafts":[{}]}'
])('a file that is none is refused: %s', async (text) => {
  await expect(importKeys(text, { vault: vaultOf([]), drafts: draftsOf() })).rejects.toMatchObject({
    code: 'keys/not-a-keys-file'
  });
});
