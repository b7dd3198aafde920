// The local chain through the unmodified @polkadot/api over a real WebSocket: connect, send, watch, query.
import { ApiPromise, WsProvider } from '@polkadot/api';
import { u8aToHex } from '@polkadot/util';
import { blake2AsHex } from '@polkadot/util-crypto';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { DEVELOPMENT_ACCOUNTS } from '#lib/core/accounts/development-accounts.ts';
import { metadataHash } from '../runtime/runtime.ts';
import { startTestDevnet, type TestDevnet } from '../testing/test-devnet.ts';

const TAO = 1_000_000_000n;
let chain: TestDevnet;
beforeAll(async () => {
  chain = await startTestDevnet();
});
afterAll(() => chain.stop());

const freeOf = async (address: string) =>
  (
    (await chain.api.query.system!.account!(address)) as unknown as { data: { free: { toBigInt(): bigint } } }
  ).data.free.toBigInt();

describe('connecting', () => {
  test('says that it is local, and speaks as subtensor spec 425', async () => {
    const { api } = chain;
    expect(api.runtimeChain.toString()).toBe('Assay Local (development)');
    expect((await api.rpc.system.chainType()).type).toBe('Development');
    expect([api.runtimeVersion.specName.toString(), api.runtimeVersion.specVersion.toNumber()]).toEqual([
      'node-subtensor',
      425
    ]);
    expect([api.registry.chainSS58, api.registry.chainTokens, api.registry.chainDecimals]).toEqual([42, ['TAO'], [9]]);
    expect(api.runtimeMetadata.version).toBe(16);
  });

  test('every type of the metadata is known; only the four extensions without data are warned of', async () => {
    const spies = (['warn', 'error'] as const).map((level) => vi.spyOn(console, level).mockImplementation(() => {}));
    const api = await ApiPromise.create({ provider: new WsProvider(chain.devnet.url), throwOnUnknown: true });
    const warnings = spies.flatMap((spy) => spy.mock.calls.map((call) => call.join(' ')));
    spies.forEach((spy) => spy.mockRestore());
    await api.disconnect();
    expect(warnings.filter((text) => !text.includes('not decorated'))).toEqual([
      expect.stringContaining(
        'SudoTransactionExtension, CheckShieldedTxValidity, SubtensorTransactionExtension, DrandPriority'
      )
    ]);
  });

  test("calls carry subtensor's indices", () => {
    const { tx } = chain.api;
    const index = (call: { callIndex: Uint8Array }) => [...call.callIndex];
    expect(index(tx.subtensorModule!.setWeights!)).toEqual([7, 0]);
    expect(index(tx.subtensorModule!.burnedRegister!)).toEqual([7, 7]);
    expect(index(tx.subtensorModule!.setMechanismWeights!)).toEqual([7, 119]);
    expect(index(tx.commitments!.setCommitment!)).toEqual([18, 0]);
    expect(index(tx.evm!.call!)).toEqual([22, 1]);
    expect(index(tx.utility!.batchAll!)).toEqual([11, 2]);
    expect(index(tx.system!.remarkWithEvent!)).toEqual([0, 7]);
  });

  test('every storage default decodes, and the metagraph stands at block 0', async () => {
    const { api } = chain;
    const at = await api.at(api.genesisHash);
    const one = await Promise.all(
      [
        'tempo',
        'subnetworkN',
        'validatorPermit',
        'kappa',
        'bondsPenalty',
        'commitRevealWeightsEnabled',
        'activityCutoffFactorMilli'
      ].map(async (name) => (await at.query.subtensorModule![name]!(1)).toJSON())
    );
    expect(one).toEqual([60, 8, [true, true, true, false, false, false, false, false], 32_767, 65_535, false, 83_334]);
    const hotkeys = await at.query.subtensorModule!.keys!.entries(1);
    const byUid = Object.fromEntries(
      hotkeys.map(([key, hotkey]) => [Number(key.args[1]!.toString()), u8aToHex(hotkey.toU8a())])
    );
    for (const { uid, publicKey } of DEVELOPMENT_ACCOUNTS) if (uid !== undefined) expect(byUid[uid]).toBe(publicKey);
    for (const items of Object.values(api.query))
      for (const { creator } of Object.values(items).filter((item) => 'creator' in item)) {
        const { fallback, modifier, name, type } = creator.meta;
        const id = type.isPlain ? type.asPlain : type.asMap.value;
        if (modifier.isDefault)
          expect(() => api.registry.createTypeUnsafe(`Lookup${id}`, [fallback]), name.toString()).not.toThrow();
      }
  });
});

describe('sending', () => {
  test('a transfer is followed to finality, and its fee is what was announced', async () => {
    const alice = chain.account('//Alice');
    const bob = chain.account('//Bob').address;
    const before = [await freeOf(alice.address), await freeOf(bob)];
    const tx = chain.api.tx.balances!.transferKeepAlive!(bob, TAO);
    const announced = (await tx.paymentInfo(alice)).partialFee.toBigInt();
    const sent = await chain.send(tx, alice);
    expect(sent.statuses).toEqual(['Ready', 'InBlock', 'Finalized']);
    expect(sent.events).toEqual([
      'balances.Withdraw',
      'balances.Transfer',
      'transactionPayment.TransactionFeePaid',
      'system.ExtrinsicSuccess'
    ]);
    const paid = BigInt((sent.fields('transactionPayment.TransactionFeePaid') as [string, number, number])[1]);
    expect(paid).toBe(announced);
    expect([await freeOf(alice.address), await freeOf(bob)]).toEqual([before[0]! - TAO - paid, before[1]! + TAO]);
  });

  test('a remark comes back as an event with its hash', async () => {
    const sent = await chain.send(chain.api.tx.system!.remarkWithEvent!('0xdeadbeef'), '//Bob');
    expect(sent.fields('system.Remarked')).toEqual([chain.account('//Bob').address, blake2AsHex('0xdeadbeef')]);
  });

  test('signatures of ed25519 and ecdsa keys count too', async () => {
    const { Keyring } = await import('@polkadot/api');
    for (const type of ['ed25519', 'ecdsa'] as const) {
      const key = new Keyring({ type, ss58Format: 42 }).addFromUri('//Other');
      await chain.send(chain.api.tx.balances!.transferKeepAlive!(key.address, TAO), '//Charlie');
      expect((await chain.send(chain.api.tx.system!.remarkWithEvent!('0x01'), key)).error).toBeUndefined();
    }
  });

  test("with the metadata's hash under the signature, as a Ledger signs", async () => {
    const { specVersion } = chain.api.runtimeVersion;
    const hash = u8aToHex(metadataHash(specVersion.toNumber()));
    const remark = chain.api.tx.system!.remarkWithEvent!('0x0a');
    const sent = await chain.send(remark, '//Bob', { mode: 1, metadataHash: hash, withSignedTransaction: true });
    expect(sent.events).toContain('system.ExtrinsicSuccess');
    const wrong = { mode: 1, metadataHash: `0x${'00'.repeat(32)}`, withSignedTransaction: true };
    await expect(chain.send(remark, '//Bob', wrong)).rejects.toThrow('bad signature');
  });

  test('an account below the existential deposit is refused, and one that is emptied ends', async () => {
    const fresh = chain.account('//Fresh');
    const { transferAllowDeath, transferKeepAlive, transferAll } = chain.api.tx.balances!;
    expect((await chain.send(transferAllowDeath!(fresh.address, 499), '//Dave')).error).toContain('BelowMinimum');
    const born = await chain.send(transferKeepAlive!(fresh.address, TAO), '//Dave');
    expect(born.events).toEqual(expect.arrayContaining(['system.NewAccount', 'balances.Endowed']));
    expect(
      (await chain.send(transferKeepAlive!(chain.account('//Dave').address, TAO - 1_000_000n), fresh)).error
    ).toBeUndefined();
    const left = await chain.send(transferAll!(chain.account('//Dave').address, false), fresh);
    expect(left.events).toContain('system.KilledAccount');
    expect(await freeOf(fresh.address)).toBe(0n);
  });

  test('several transactions of one account go into one block in the order of their nonces', async () => {
    const eve = chain.account('//Eve');
    const start = (await chain.api.rpc.system.accountNextIndex(eve.address)).toNumber();
    const remark = chain.api.tx.system!.remarkWithEvent!('0x02');
    const later = chain.send(remark, eve, { nonce: start + 1 });
    await vi.waitFor(() => expect(chain.devnet.chain.inner.pool.size).toBe(1));
    expect((await chain.api.rpc.author.pendingExtrinsics()).length).toBe(0);
    expect((await chain.api.rpc.system.accountNextIndex(eve.address)).toNumber()).toBe(start);
    const [first, second] = await Promise.all([chain.send(remark, eve, { nonce: start }), later]);
    expect(second.statuses[0]).toBe('Future');
    expect(second.blockHash).toBe(first.blockHash);
  });
});

describe('batches', () => {
  const bob = () => chain.account('//Bob').address;
  const good = () => chain.api.tx.balances!.transferKeepAlive!(bob(), 1000);
  const bad = () => chain.api.tx.balances!.transferKeepAlive!(bob(), 10n ** 18n);

  test('batch keeps what came before the failure', async () => {
    const before = await freeOf(bob());
    const sent = await chain.send(chain.api.tx.utility!.batch!([good(), bad(), good()]), '//Ferdie');
    expect(sent.events.filter((name) => name.startsWith('utility'))).toEqual([
      'utility.ItemCompleted',
      'utility.BatchInterrupted'
    ]);
    expect((sent.fields('utility.BatchInterrupted') as unknown[])[0]).toBe(1);
    expect((await freeOf(bob())) - before).toBe(1000n);
  });

  test('batchAll undoes everything with the failure', async () => {
    const before = await freeOf(bob());
    const sent = await chain.send(chain.api.tx.utility!.batchAll!([good(), bad()]), '//Ferdie');
    expect(sent.error).toContain('FundsUnavailable');
    expect(sent.events).not.toContain('balances.Transfer');
    expect(await freeOf(bob())).toBe(before);
  });

  test('forceBatch skips the failure', async () => {
    const before = await freeOf(bob());
    const sent = await chain.send(chain.api.tx.utility!.forceBatch!([good(), bad(), good()]), '//Ferdie');
    expect(sent.events.filter((name) => name.startsWith('utility'))).toEqual([
      'utility.ItemCompleted',
      'utility.ItemFailed',
      'utility.ItemCompleted',
      'utility.BatchCompletedWithErrors'
    ]);
    expect((await freeOf(bob())) - before).toBe(2000n);
  });

  test('a batch in a batch is filtered, as on subtensor', async () => {
    const { batchAll } = chain.api.tx.utility!;
    expect((await chain.send(batchAll!([batchAll!([good()])]), '//Ferdie')).error).toBe('system.CallFiltered');
  });
});

describe('refused, and nothing changes', () => {
  const refusal = async (send: Promise<unknown>) => {
    const before = await chain.api.rpc.chain.getBlockHash();
    const message = await send.then(
      () => 'accepted',
      (error: Error) => error.message
    );
    expect((await chain.api.rpc.chain.getBlockHash()).toHex()).toBe(before.toHex());
    expect(chain.devnet.chain.inner.pool.size).toBe(0);
    return message;
  };
  const remark = () => chain.api.tx.system!.remark!('0x00');
  const grace = () => chain.account('//Grace');

  test('a nonce that was used', async () => {
    await chain.send(remark(), grace());
    expect(await refusal(chain.send(remark(), grace(), { nonce: 0 }))).toBe(
      '1010: Invalid Transaction: Transaction is outdated'
    );
  });

  test('another genesis, runtime or signer', async () => {
    const bad = '1010: Invalid Transaction: Transaction has a bad signature';
    expect(await refusal(chain.send(remark(), grace(), { genesisHash: `0x${'11'.repeat(32)}`, era: 0 }))).toBe(bad);
    const nonce = await chain.api.rpc.system.accountNextIndex(grace().address);
    const { genesisHash } = chain.api;
    const otherRuntime = remark().sign(grace(), {
      nonce,
      genesisHash,
      blockHash: genesisHash,
      runtimeVersion: { specVersion: 1, transactionVersion: 1 } as never
    });
    expect(await refusal(chain.rpc('author_submitExtrinsic', otherRuntime.toHex()))).toBe(bad);
    const signed = await remark().signAsync(grace(), { nonce: -1 });
    const forged = signed.toU8a();
    forged[40]! ^= 1;
    expect(await refusal(chain.rpc('author_submitExtrinsic', u8aToHex(forged)))).toBe(bad);
  });

  test('a birth block that has passed', async () => {
    const blockHash = chain.api.genesisHash;
    await chain.rpc('dev_newBlock', { count: 16 });
    const old = chain.api.createType('ExtrinsicEra', { current: 1, period: 4 });
    expect(await refusal(chain.send(remark(), grace(), { era: old, blockHash, nonce: -1 }))).toContain(
      '1010: Invalid Transaction'
    );
    const birth = await chain.api.rpc.chain.getHeader();
    const fresh = chain.api.createType('ExtrinsicEra', { current: birth.number.toNumber(), period: 4 });
    const signed = await remark().signAsync(grace(), { era: fresh, blockHash: birth.hash, nonce: -1 });
    await chain.rpc('dev_newBlock', { count: 4 });
    expect(await refusal(chain.rpc('author_submitExtrinsic', signed.toHex()))).toMatch(
      /ancient birth block|bad signature/
    );
  });

  test('no money for the fee', async () => {
    expect(await refusal(chain.send(remark(), '//Nobody'))).toBe(
      '1010: Invalid Transaction: Inability to pay some fees , e.g. account balance too low'
    );
  });

  test('the same transaction twice, and another in its place', async () => {
    const nonce = (await chain.api.rpc.system.accountNextIndex(grace().address)).toNumber() + 1;
    const signed = await remark().signAsync(grace(), { nonce });
    const other = await chain.api.tx.system!.remark!('0x01').signAsync(grace(), { nonce });
    await chain.rpc('author_submitExtrinsic', signed.toHex());
    await expect(chain.rpc('author_submitExtrinsic', signed.toHex())).rejects.toThrow(
      '1013: Transaction Already Imported'
    );
    await expect(chain.rpc('author_submitExtrinsic', other.toHex())).rejects.toThrow('1014: Priority is too low');
    await chain.send(remark(), grace(), { nonce: nonce - 1 });
  });

  test('bytes that are no transaction', async () => {
    for (const bytes of ['0x', '0x00', '0x1084', `0x${'ff'.repeat(64)}`])
      expect(await refusal(chain.rpc('author_submitExtrinsic', bytes))).toContain('1002');
  });
});

describe('reading', () => {
  test('subscriptions deliver heads and changed storage, and stop', async () => {
    const numbers: number[] = [];
    const balances: string[] = [];
    const stopHeads = await chain.api.rpc.chain.subscribeNewHeads(
      (header) => void numbers.push(header.number.toNumber())
    );
    const stopStorage = await chain.api.query.system!.account!(
      chain.account('//Heidi').address,
      (account: never) =>
        void balances.push((account as { data: { free: { toString(): string } } }).data.free.toString())
    );
    const start = chain.devnet.chain.bestNumber();
    await chain.rpc('dev_newBlock', { count: 2 });
    await chain.send(chain.api.tx.balances!.transferKeepAlive!(chain.account('//Heidi').address, 7), '//Bob');
    await vi.waitFor(() => expect(balances.length).toBe(2));
    expect(numbers).toEqual([start, start + 1, start + 2, start + 3]);
    expect(BigInt(balances[1]!) - BigInt(balances[0]!)).toBe(7n);
    stopHeads();
    (stopStorage as unknown as () => void)();
  });

  test('an older block hash shows the state of that time', async () => {
    const heidi = chain.account('//Heidi').address;
    const before = await chain.api.rpc.chain.getBlockHash();
    const old = await freeOf(heidi);
    await chain.send(chain.api.tx.balances!.transferKeepAlive!(heidi, TAO), '//Bob');
    const then = await chain.api.at(before);
    const account = (await then.query.system!.account!(heidi)) as unknown as { data: { free: { toBigInt(): bigint } } };
    expect(account.data.free.toBigInt()).toBe(old);
    expect(await freeOf(heidi)).toBe(old + TAO);
  });

  test('a block holds its transactions, the time first', async () => {
    const sent = await chain.send(chain.api.tx.system!.remark!('0x0a'), '//Bob');
    const { block } = await chain.api.rpc.chain.getBlock(sent.blockHash);
    expect(block.extrinsics.map(({ method }) => `${method.section}.${method.method}`)).toEqual([
      'timestamp.set',
      'system.remark'
    ]);
    expect(block.header.hash.toHex()).toBe(sent.blockHash);
    expect((await chain.api.rpc.chain.getBlockHash(10_000_000)).isEmpty).toBe(true);
  });

  test('the next epoch is answered through the runtime API', async () => {
    const next = await chain.api.call.subnetInfoRuntimeApi!.getNextEpochStartBlock!(1);
    const last = (await chain.api.query.subtensorModule!.lastEpochBlock!(1)).toJSON() as number;
    expect(Number(next.toString())).toBe(last + 60);
  });

  test('sudo sets any storage, for development', async () => {
    const key = chain.api.query.subtensorModule!.weightsVersionKey!.key(1);
    const call = chain.api.tx.system!.setStorage!([[key, '0x0500000000000000']]);
    expect((await chain.send(chain.api.tx.sudo!.sudo!(call), '//Bob')).error).toBe('sudo.RequireSudo');
    await chain.send(chain.api.tx.sudo!.sudo!(call), '//Alice');
    expect((await chain.api.query.subtensorModule!.weightsVersionKey!(1)).toString()).toBe('5');
  });
});
