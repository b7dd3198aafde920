// A whole life of a request on the local chain: deployed and called by sr25519 accounts through evm.call, with the
// chain's own metagraph, stake and native transfers behind 0x802, 0x805 and 0x800.
import { u8aToHex } from '@polkadot/util';
import { encodeAddress } from '@polkadot/util-crypto';
import {
  concatHex,
  decodeFunctionResult,
  encodeDeployData,
  encodeFunctionData,
  keccak256,
  pad,
  type Abi,
  type Hex
} from 'viem';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mirrorAccount } from '#devnet/evm/mirror-account.ts';
import { startTestDevnet, type TestDevnet } from '#devnet/testing/test-devnet.ts';
import { marketAbi } from '../artifacts/market.abi.ts';
import { marketAnnexInitCode, marketInitCode, marketJuryInitCode } from '../artifacts/market.init-code.ts';
import { scoresCommitment, submissionCommitment, type CommitmentPlace } from '#lib/chain/market/market-commitments.ts';
import { fromHex } from '#lib/core/encoding/hex.ts';
import { keyHashOf } from '#lib/core/sealing/package-key.ts';
import {
  OPENING_FEE_RAO,
  openingRao,
  packageKeyOf,
  plainCidOf,
  saltOf,
  someTerms,
  TAO
} from './testing/market-actors.ts';
import { STAGE, STATUS, type RequestView, type SubmissionView } from './testing/market-views.ts';

const WEI_PER_RAO = 1_000_000_000n;
const GAS_PRICE = 20_000_000_000n;
/** The market's reserve, and the existential deposit, which the EVM does not see. */
const FUNDS_RAO = 1000n;
const CHAIN_ID = 42n;
/** With their uids and, for the first three, permits: the development genesis. */
const VALIDATORS = ['//Alice', '//Bob', '//Charlie'];
const MINERS = ['//Dave', '//Eve'];
const ABI = marketAbi as Abi;

let chain: TestDevnet;
let market: Hex;
let stop = async () => {};

const publicKey = (uri: string): Hex => u8aToHex(chain.account(uri).publicKey) as Hex;
const addressOf = (uri: string): Hex => publicKey(uri).slice(0, 42) as Hex;
const mirrorOf = (address: Hex) => encodeAddress(mirrorAccount(Buffer.from(address.slice(2), 'hex')), 42);
const freeOf = async (account: string): Promise<bigint> => {
  const info = (await chain.api.query.system!.account!(account)) as unknown as {
    data: { free: { toBigInt(): bigint } };
  };
  return info.data.free.toBigInt();
};
const place = (uri: string): CommitmentPlace => ({
  chainId: CHAIN_ID,
  market,
  requestId: 0n,
  hotkey: publicKey(uri)
});

async function create(initCode: Hex, rao: bigint): Promise<Hex> {
  const tx = chain.api.tx.evm!.create!(
    addressOf('//Alice'),
    initCode,
    rao * WEI_PER_RAO,
    10_000_000n,
    GAS_PRICE,
    null,
    null,
    [],
    []
  );
  const sent = await chain.send(tx, '//Alice');
  expect(sent.error).toBeUndefined();
  return (sent.fields('evm.Created') as [Hex])[0];
}

async function call(uri: string, functionName: string, args: readonly unknown[] = [], rao = 0n): Promise<void> {
  const data = encodeFunctionData({ abi: ABI, functionName, args } as never);
  const tx = chain.api.tx.evm!.call!(
    addressOf(uri),
    market,
    data,
    rao * WEI_PER_RAO,
    3_000_000n,
    GAS_PRICE,
    null,
    null,
    [],
    []
  );
  const sent = await chain.send(tx, uri);
  expect(sent.error, functionName).toBeUndefined();
  expect(sent.events, `${functionName} by ${uri}`).toContain('evm.Executed');
}

async function view<T>(functionName: string, args: readonly unknown[] = []): Promise<T> {
  const data = encodeFunctionData({ abi: ABI, functionName, args } as never);
  const answer = await chain.rpc<Hex>('eth_call', { to: market, data }, 'latest');
  return decodeFunctionResult({ abi: ABI, functionName, data: answer } as never) as T;
}

const now = (): bigint => BigInt(chain.devnet.chain.bestNumber());
async function passBlock(block: bigint): Promise<void> {
  while (now() < block) await chain.devnet.chain.newBlock();
}

beforeAll(async () => {
  chain = await startTestDevnet();
  stop = () => chain.stop();
  for (const uri of [...VALIDATORS, ...MINERS, '//Requester', '//Ferdie'])
    await chain.send(chain.api.tx.balances!.transferKeepAlive!(mirrorOf(addressOf(uri)), 200n * TAO), uri);
  const jury = await create(marketJuryInitCode, 0n);
  const annex = await create(concatHex([marketAnnexInitCode, pad(jury)]), 0n);
  const args = [1, addressOf('//Treasury'), 180_000, 5, annex];
  market = await create(encodeDeployData({ abi: ABI, bytecode: marketInitCode, args }), FUNDS_RAO);
}, 60_000);
afterAll(() => stop());

test('from the bounty to native payments, to the rao', { timeout: 120_000 }, async () => {
  for (const uri of VALIDATORS) await call(uri, 'depositBond', [], 2n * TAO);
  const terms = someTerms(
    { block: now() },
    {
      deadlineBlock: now() + 10n,
      revealBlocks: 6,
      scoreCommitBlocks: 6,
      scoreRevealBlocks: 6,
      challengeBlocks: 5,
      openBlocks: 20,
      quorum: 3,
      submissionDepositRao: 0n
    }
  );
  await call('//Requester', 'open', [terms, keccak256('0x01'), 'spec', ''], openingRao(terms, 100n * TAO));

  const packages = MINERS.map((_, i) => ({
    plainCid: plainCidOf(`plain-${i}`),
    keyHash: keyHashOf(fromHex(packageKeyOf(i))),
    salt: saltOf(`salt ${i}`)
  }));
  for (const [i, uri] of MINERS.entries())
    await call(uri, 'commitSubmission', [0n, 3 + i, submissionCommitment(place(uri), packages[i]!), `sealed-${i}`, []]);
  await passBlock(terms.deadlineBlock);
  for (const [i, uri] of MINERS.entries()) {
    const { plainCid, keyHash, salt } = packages[i]!;
    await call(uri, 'revealSubmission', [0n, BigInt(i), plainCid, keyHash, salt, 'key-box']);
  }
  // The window closed with the last reveal.
  await passBlock((await view<RequestView>('getRequest', [0n])).revealClosedBlock);
  await call('//Ferdie', 'snapshot', [0n]);
  const electors = await view<{ hotkey: Hex; stakeRao: bigint }[]>('getElectors', [0n]);
  expect(electors.map(({ hotkey }) => hotkey)).toEqual(VALIDATORS.map(publicKey));
  expect(electors.map(({ stakeRao }) => stakeRao)).toEqual([1000n * TAO, 900n * TAO, 800n * TAO]);
  await passBlock((await view<RequestView>('getRequest', [0n])).seedBlock);
  await call('//Ferdie', 'draw', [0n, 10n]);

  const { drawnBlock } = await view<RequestView>('getRequest', [0n]);
  const rows = [
    [500_000, 50_000],
    [505_000, 60_000],
    [900_000, 50_000]
  ];
  const scores = rows.map((scoresPpm, i) => ({ scoresPpm, reportsCid: `reports-${i}`, salt: saltOf(`scores ${i}`) }));
  for (const [seat, uri] of VALIDATORS.entries())
    await call(uri, 'commitScores', [0n, BigInt(seat), scoresCommitment(place(uri), scores[seat]!)]);
  await passBlock((await view<RequestView>('getRequest', [0n])).scoreCommitClosedBlock);
  for (const [seat, uri] of VALIDATORS.entries()) {
    const { scoresPpm, reportsCid, salt } = scores[seat]!;
    await call(uri, 'revealScores', [0n, BigInt(seat), scoresPpm, reportsCid, salt]);
  }
  await passBlock(drawnBlock + 6n + 6n + 5n);
  await call('//Ferdie', 'settle', [0n, 100n]);
  await call('//Ferdie', 'openPackage', [0n, 0n, packageKeyOf(0)]);

  expect((await view<RequestView>('getRequest', [0n])).stage).toBe(STAGE.settled);
  const submissions = await view<SubmissionView[]>('getSubmissions', [0n]);
  // Charlie's 900,000 is an outlier of the first submission; the second is below the threshold.
  expect(submissions).toMatchObject([
    { medianPpm: 505_000, status: STATUS.opened, outliers: 0b100n, shareRao: 70n * TAO },
    { medianPpm: 50_000, status: STATUS.failed, shareRao: 0n }
  ]);
  const owed = (uri: string) => view<bigint>('owedRao', [addressOf(uri)]);
  const validatorsRao = await Promise.all(VALIDATORS.map(owed));
  expect(validatorsRao[0]! + validatorsRao[1]! + validatorsRao[2]! + (await owed('//Treasury'))).toBe(
    30n * TAO + OPENING_FEE_RAO
  );
  expect(validatorsRao[1]).toBeGreaterThan(validatorsRao[2]!);

  const payTo = chain.account('//Dave//vault');
  await call('//Dave', 'claim', [u8aToHex(payTo.publicKey)]);
  expect(await freeOf(payTo.address)).toBe(70n * TAO);
  const before = await freeOf(mirrorOf(addressOf('//Bob')));
  await call('//Bob', 'claimToMirror');
  expect(await freeOf(mirrorOf(addressOf('//Bob')))).toBeGreaterThan(before + validatorsRao[1]! - TAO / 100n);
  const left = validatorsRao[0]! + validatorsRao[2]! + (await owed('//Treasury')) + 3n * 2n * TAO;
  expect(await freeOf(mirrorOf(market))).toBe(left + FUNDS_RAO);
});
