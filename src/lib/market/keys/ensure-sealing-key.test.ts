import { expect, test } from 'vitest';
import type { SigningAccount } from '../../ports/signing-account.ts';
import { someWalletAccount } from '../../chain/testing/some-wallet-account.ts';
import type { TxFinalized } from '../../ports/tx-state.ts';
import { sealingKeyName } from '../../core/sealing/key-names.ts';
import type { CommittedKey } from '../../core/sealing/sealing-key-commitment.ts';
import { sealingPublicKey } from '../../core/sealing/sealing-key-pair.ts';
import { ensureSealingKey } from './ensure-sealing-key.ts';
import { someMetagraph, someNeuron } from '../testing/some-neuron.ts';

const account = someWalletAccount('5Hotkey0');
const sent: TxFinalized = { status: 'finalized', txHash: '0x01', block: { number: 1, hash: '0x02' }, events: [] };
const own = new Uint8Array(32).fill(1);
const other = sealingPublicKey(new Uint8Array(32).fill(2));
const fresh = () => new Uint8Array(32).fill(3);

function world({ kept, onChain, permit = true }: { kept?: Uint8Array; onChain?: Uint8Array; permit?: boolean }) {
  const published: Uint8Array[] = [];
  const secrets = new Map(kept ? [[sealingKeyName(account.publicKey), kept]] : []);
  const chain = {
    sealingKeys: async () =>
      permit && onChain
        ? [{ uid: 0, hotkey: account.address, publicKey: onChain, expiresBlock: null, publishedBlock: 1 }]
        : [],
    metagraph: async () => someMetagraph(someNeuron({ publicKey: account.publicKey, validatorPermit: permit })),
    publishSealingKey: async (_: SigningAccount, { publicKey }: CommittedKey) => {
      published.push(publicKey);
      return sent;
    }
  };
  const vault = {
    get: async (name: string) => secrets.get(name) ?? null,
    put: async (name: string, secret: Uint8Array) => void secrets.set(name, secret),
    names: async () => [...secrets.keys()]
  };
  const ensure = (replace = false) => ensureSealingKey(chain, account, vault, fresh, { replace });
  return { ensure, published };
}

test('the kept key is published once', async () => {
  const first = world({ kept: own });
  expect(await first.ensure()).toEqual({ secretKey: own, published: true });
  expect(first.published).toEqual([sealingPublicKey(own)]);
  const second = world({ kept: own, onChain: sealingPublicKey(own) });
  expect(await second.ensure()).toEqual({ secretKey: own, published: false });
  expect(second.published).toEqual([]);
});

test('another key on chain is replaced only when that is asked for', async () => {
  const { ensure, published } = world({ onChain: other });
  await expect(ensure()).rejects.toMatchObject({ code: 'sealing/other-key' });
  expect(published).toEqual([]);
  expect(await ensure(true)).toEqual({ secretKey: fresh(), published: true });
});

test('without a permit, which hides the key on chain, the kept key serves and nothing is published', async () => {
  const { ensure, published } = world({ kept: own, onChain: other, permit: false });
  expect(await ensure()).toEqual({ secretKey: own, published: false });
  const none = world({ onChain: other, permit: false });
  await expect(none.ensure()).rejects.toMatchObject({ code: 'sealing/key-missing' });
  expect([...published, ...none.published]).toEqual([]);
});
