import { expect, test } from 'vitest';
import type { SigningAccount } from '../../ports/signing-account.ts';
import { someWalletAccount } from '../../chain/testing/some-wallet-account.ts';
import type { TxFinalized } from '../../ports/tx-state.ts';
import { sealingKeyName } from '../../core/sealing/key-names.ts';
import type { CommittedKey } from '../../core/sealing/sealing-key-commitment.ts';
import { sealingPublicKey } from '../../core/sealing/sealing-key-pair.ts';
import { SEALING_KEY_BLOCKS, SEALING_KEY_DUE_BLOCKS } from '../../core/sealing/keys-to-seal-to.ts';
import { ensureSealingKey, type EnsureSealingKeyOptions } from './ensure-sealing-key.ts';
import { sealingSecrets } from './sealing-secrets.ts';
import { someMetagraph, someNeuron } from '../testing/some-neuron.ts';

const account = someWalletAccount('5Hotkey0');
const sent: TxFinalized = { status: 'finalized', txHash: '0x01', block: { number: 1, hash: '0x02' }, events: [] };
const own = new Uint8Array(32).fill(1);
const other = sealingPublicKey(new Uint8Array(32).fill(2));
const fresh = () => new Uint8Array(32).fill(3);

const BLOCK = 1_000_000;

interface World {
  kept?: Uint8Array;
  onChain?: Uint8Array;
  expiresBlock?: number | null;
  permit?: boolean;
}

function world({ kept, onChain, expiresBlock = null, permit = true }: World) {
  const sentKeys: CommittedKey[] = [];
  const secrets = new Map(kept ? [[sealingKeyName(account.publicKey), kept]] : []);
  const onChainNow = () => {
    const latest = sentKeys.at(-1) ?? (onChain && { publicKey: onChain, expiresBlock });
    return permit && latest ? [{ uid: 0, hotkey: account.address, publishedBlock: 1, ...latest }] : [];
  };
  const chain = {
    bestBlock: async () => ({ number: BLOCK, hash: '0x00' as const }),
    sealingKeys: async () => onChainNow(),
    metagraph: async () => someMetagraph(someNeuron({ publicKey: account.publicKey, validatorPermit: permit })),
    publishSealingKey: async (_: SigningAccount, key: CommittedKey) => {
      sentKeys.push(key);
      return sent;
    }
  };
  const vault = {
    get: async (name: string) => secrets.get(name) ?? null,
    put: async (name: string, secret: Uint8Array) => void secrets.set(name, secret),
    names: async () => [...secrets.keys()]
  };
  const ensure = (how: EnsureSealingKeyOptions = {}) => ensureSealingKey(chain, account, vault, fresh, how);
  return { ensure, sentKeys, secrets: () => sealingSecrets(vault, account.publicKey) };
}

test('the kept key is published once, with the block at which it expires', async () => {
  const { ensure, sentKeys } = world({ kept: own });
  const expiresBlock = BLOCK + SEALING_KEY_BLOCKS;
  expect(await ensure()).toEqual({ secretKey: own, published: true, expiresBlock });
  expect(sentKeys).toEqual([{ publicKey: sealingPublicKey(own), expiresBlock }]);
  expect(await ensure()).toEqual({ secretKey: own, published: false, expiresBlock });
  expect(sentKeys).toHaveLength(1);
});

test('another key on chain is replaced only when that is asked for', async () => {
  const { ensure, sentKeys } = world({ onChain: other });
  await expect(ensure()).rejects.toMatchObject({ code: 'sealing/other-key' });
  await expect(ensure({ renew: 'now' })).rejects.toMatchObject({ code: 'sealing/other-key' });
  expect(sentKeys).toEqual([]);
  expect(await ensure({ replace: true })).toMatchObject({ secretKey: fresh(), published: true });
});

test('without a permit, which hides the key on chain, the kept key serves and nothing is published', async () => {
  const { ensure, sentKeys } = world({ kept: own, onChain: other, permit: false });
  expect(await ensure()).toMatchObject({ secretKey: own, published: false });
  const none = world({ onChain: other, permit: false });
  await expect(none.ensure()).rejects.toMatchObject({ code: 'sealing/key-missing' });
  expect([...sentKeys, ...none.sentKeys]).toEqual([]);
});

test('a new key takes the place of the old one, whose secret stays', async () => {
  const { ensure, sentKeys, secrets } = world({ kept: own, onChain: sealingPublicKey(own) });
  expect(await ensure({ renew: 'now' })).toMatchObject({ secretKey: fresh(), published: true });
  expect(sentKeys).toEqual([{ publicKey: sealingPublicKey(fresh()), expiresBlock: BLOCK + SEALING_KEY_BLOCKS }]);
  expect(await secrets()).toEqual([own, fresh()]);
  // It is the one that stands from then on.
  expect(await ensure()).toMatchObject({ secretKey: fresh(), published: false });
});

test('a key is renewed by itself when its end is near or past, and not before', async () => {
  const withEnd = (expiresBlock: number | null) =>
    world({ kept: own, onChain: sealingPublicKey(own), expiresBlock }).ensure({ renew: 'when-due' });
  expect(await withEnd(BLOCK + SEALING_KEY_DUE_BLOCKS + 1)).toMatchObject({ published: false });
  expect(await withEnd(BLOCK + SEALING_KEY_DUE_BLOCKS)).toMatchObject({ secretKey: fresh(), published: true });
  expect(await withEnd(BLOCK - 1)).toMatchObject({ published: true });
  expect(await withEnd(null)).toMatchObject({ published: false });
});
