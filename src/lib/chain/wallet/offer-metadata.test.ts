// What a wallet is offered, read back as wallets read it, and signed with.
import { Metadata, TypeRegistry } from '@polkadot/types';
import { u8aToHex } from '@polkadot/util';
import { base64Decode } from '@polkadot/util-crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { MetadataDef } from '@polkadot/extension-inject/types';
import { metadataHash } from '#devnet/runtime/runtime.ts';
import { startDevnet, type Devnet } from '#devnet/node/start-devnet.ts';
import { accountFromUri } from './account-from-uri.ts';
import { connectChain, type ChainConnection } from '../connection/connect-chain.ts';
import { readWalletMetadata } from './offer-metadata.ts';
import type { SigningAccount } from '../../ports/signing-account.ts';
import { submitExtrinsic } from '../tx/submit-extrinsic.ts';
import { signAsLedger, signPayload } from '../testing/wallet-signatures.ts';

let devnet: Devnet;
let connection: ChainConnection;
let definition: MetadataDef;
beforeAll(async () => {
  devnet = await startDevnet({ port: 0, blockTimeMs: 0 });
  connection = await connectChain(devnet.url);
  definition = await readWalletMetadata(connection);
});
afterAll(async () => {
  await connection.disconnect();
  await devnet.stop();
});

describe('the definition', () => {
  test('names chain, runtime and unit', () => {
    const { chain, genesisHash, specVersion, ss58Format, tokenSymbol, tokenDecimals } = definition;
    expect({ chain, genesisHash, specVersion, ss58Format, tokenSymbol, tokenDecimals }).toEqual({
      chain: 'Assay Local (development)',
      genesisHash: connection.genesisHash,
      specVersion: 425,
      ss58Format: 42,
      tokenSymbol: 'TAO',
      tokenDecimals: 9
    });
  });

  test('reads a call in words', () => {
    const registry = new TypeRegistry();
    registry.setMetadata(new Metadata(registry, base64Decode(definition.metaCalls!)), undefined, undefined, true);
    const bytes = connection.api.tx.system!.remarkWithEvent!('0x0102').method.toHex();
    expect(registry.createType('Call', bytes).toHuman()).toMatchObject({
      section: 'system',
      method: 'remarkWithEvent',
      args: { remark: '0x0102' }
    });
  });

  test('has version 15 of the metadata as the chain made it, of which a Ledger takes the hash', () => {
    expect(definition.rawMetadata!.slice(0, 12)).toBe('0x6d6574610f');
    const registry = new TypeRegistry();
    expect(new Metadata(registry, definition.rawMetadata).version).toBe(15);
  });
});

describe('the chain takes what a wallet signs', () => {
  async function walletOf(uri: string, sign: (pair: never, payload: never) => unknown): Promise<SigningAccount> {
    const account = await accountFromUri(uri, uri, 'development');
    const pair = account.key.kind === 'pair' ? account.key.pair : null;
    const signer = { signPayload: async (payload: unknown) => sign(pair as never, payload as never) };
    return { ...account, source: 'extension', key: { kind: 'injected', signer: signer as never } };
  }
  const send = (account: SigningAccount, remark = '0x01') =>
    submitExtrinsic(connection, connection.api.tx.system!.remark!(remark), account);

  test('with a registry of its own and no metadata', async () => {
    expect(await send(await walletOf('//Bob', signPayload))).toMatchObject({ status: 'finalized' });
  });

  test('as a Ledger: whole, with the hash of the metadata under the signature', async () => {
    const offered = { definition, metadataHash: u8aToHex(metadataHash(425)) };
    const account = await walletOf('//Charlie', (pair, payload) => signAsLedger(pair, payload, offered));
    expect(await send(account)).toMatchObject({ status: 'finalized' });
  });

  test('not as a Ledger with old metadata: its hash is another one, and the sentence says what to do', async () => {
    const offered = { definition, metadataHash: u8aToHex(metadataHash(424)) };
    const account = await walletOf('//Dave', (pair, payload) => signAsLedger(pair, payload, offered));
    await expect(send(account)).rejects.toMatchObject({
      code: 'chain/bad-signature',
      hints: [expect.stringContaining('Offer the metadata')]
    });
  });

  test('not another call than the one it was asked to sign', async () => {
    const other = connection.api.tx.system!.remark!('0xff').method.toHex();
    const offered = { definition, metadataHash: u8aToHex(metadataHash(425)) };
    const account = await walletOf('//Eve', (pair, payload) =>
      signAsLedger(pair, { ...(payload as object), method: other } as never, offered)
    );
    await expect(send(account)).rejects.toMatchObject({ code: 'wallet/altered-transaction' });
  });
});
