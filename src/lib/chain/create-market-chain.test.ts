// A private request's whole life on a real local chain, every call and every read by the chain's edge alone.
import { encodeAddress } from '@polkadot/util-crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { marketGenesis } from '#devnet/genesis/market-genesis.ts';
import { startDevnet, type Devnet } from '#devnet/node/start-devnet.ts';
import { DEVELOPMENT_ACCOUNTS } from '../core/accounts/development-accounts.ts';
import { evmAddressOf } from '../core/accounts/evm-address.ts';
import { juryFinding } from '../core/market/jury-finding.ts';
import { accountFromUri } from './wallet/account-from-uri.ts';
import { connectChain, type ChainConnection } from './connection/connect-chain.ts';
import { createMarketChain } from './create-market-chain.ts';
import type { MarketChain } from '../ports/market-chain.ts';
import type { RequestTerms } from '../core/market/market-state.ts';
import { fromHex, type Hex } from '../core/encoding/hex.ts';
import { keyHashOf } from '../core/sealing/package-key.ts';
import { NO_SCORE } from '../core/mechanism/score-ppm.ts';
import { PLAIN_TERMS } from '../core/market/plain-terms.ts';
import { LOCAL_NETWORK } from '../core/market/networks.ts';
import type { SigningAccount } from '../ports/signing-account.ts';

const TAO = 1_000_000_000n;
const word = (byte: string): Hex => `0x${byte.repeat(32)}`;
const KEY = word('c1');
const SALT = word('5a');
const BENCHMARK = word('be');

let devnet: Devnet;
let connection: ChainConnection;
let chain: MarketChain;
let requester: SigningAccount;
let buyer: SigningAccount;
let validators: SigningAccount[];
let miners: SigningAccount[];
beforeAll(async () => {
  devnet = await startDevnet({ port: 0, blockTimeMs: 0, genesis: marketGenesis() });
  connection = await connectChain(devnet.url);
  chain = createMarketChain(connection, LOCAL_NETWORK);
  const account = (name: string) => accountFromUri(`//${name}`, name, 'development');
  [requester, buyer] = await Promise.all([account('Requester'), account('Ferdie')]);
  validators = await Promise.all(['Alice', 'Bob', 'Charlie'].map(account));
  miners = await Promise.all(['Dave', 'Eve'].map(account));
});
afterAll(async () => {
  await connection?.disconnect();
  await devnet?.stop();
});

const best = () => devnet.chain.bestNumber();
/** So that the next block is past `block`. */
async function pass(block: number): Promise<void> {
  if (best() < block + 1) await devnet.chain.newBlocks(block + 1 - best());
}

/** A package's CID in its one spelling. */
const plainCidOf = (index: number) => `bafkrei${'aei'[index]!.repeat(52)}`;

const termsFrom = (block: number): RequestTerms => ({
  deadlineBlock: block + 8,
  revealBlocks: 5,
  scoreCommitBlocks: 5,
  scoreRevealBlocks: 5,
  challengeBlocks: 5,
  juryBlocks: 5,
  openBlocks: 20,
  thresholdPpm: 100_000,
  outlierFloorPpm: 20_000,
  maxSpreadPpm: 200_000,
  assignedPerSubmission: 3,
  quorum: 2,
  maxPerColdkey: 1,
  privateDelivery: true,
  submissionDepositRao: 1_000_000n,
  validatorBondRao: 2n * TAO,
  challengeBondRao: 2n * TAO,
  ...PLAIN_TERMS,
  priceRao: 3n * TAO,
  minerProceedsPpm: 500_000,
  freeBuyers: 1,
  forSale: true
});

describe('the market on the local chain', () => {
  test('stands since its genesis and says its parameters', async () => {
    expect(await chain.parameters()).toEqual({
      netuid: 1,
      rootWeightPpm: 180_000,
      minWindowBlocks: 5,
      annex: '0x00000000000000000000000000000000000a55a2',
      jury: '0x00000000000000000000000000000000000a55a3'
    });
    const treasury = DEVELOPMENT_ACCOUNTS.find(({ role }) => role === 'treasury')!;
    expect(await chain.treasury()).toEqual({
      holder: evmAddressOf(treasury.publicKey),
      proposed: null,
      fromBlock: null
    });
    expect(await chain.requestCount()).toBe(0);
    await expect(chain.request(0)).rejects.toMatchObject({ code: 'market/unknown-request' });
  });

  test('says of a hotkey, not of a uid, whether it had a permit at a block', async () => {
    const at = (hotkey: string) => chain.hadPermitAt(hotkey, best());
    const [validator, miner] = [validators[0]!.address, miners[0]!.address];
    expect([await at(validator), await at(miner)]).toEqual([true, false]);
    expect(await at(requester.address)).toBe(false);
    // The same key, as another network writes its address.
    expect(await at(encodeAddress(validators[0]!.publicKey, 0))).toBe(false);
    expect(await chain.hadPermitAt(validator, best() + 1000)).toBeNull();
  });

  test('from bonds and bounty over a challenge to keys, sales and claims', { timeout: 60_000 }, async () => {
    for (const validator of validators) await chain.depositBond(validator, 5n * TAO);
    expect(await chain.bond(validators[0]!.publicKey)).toEqual({
      activeRao: 5n * TAO,
      lockedRao: 0n,
      leavingRao: 0n,
      leavesBlock: null
    });

    const terms = termsFrom(best());
    const opened = await chain.open(requester, {
      specCid: 'spec',
      licenceCid: 'licence',
      benchmarkCommitment: word('b0'),
      bountyRao: 100n * TAO,
      terms
    });
    expect(opened).toMatchObject({ status: 'finalized', requestId: 0 });
    expect(await chain.request(0)).toEqual({
      id: 0,
      requester: evmAddressOf(requester.publicKey),
      stage: 'open',
      terms,
      openedBlock: best(),
      bountyRao: 100n * TAO,
      escrowRao: 100n * TAO,
      benchmarkCommitment: word('b0'),
      specCid: 'spec',
      licenceCid: 'licence',
      snapshotBlock: null,
      seedBlock: null,
      seed: null,
      drawnBlock: null,
      settledBlock: null,
      revealedCount: 0,
      revealClosedBlock: null,
      scoreCommitClosedBlock: null,
      scoreRevealClosedBlock: null,
      holdsDeposit: false,
      openChallenges: 0,
      minersRao: 0n,
      validatorsRao: 0n,
      unearnedRao: 0n
    });

    for (const [index, { publicKey }] of miners.entries()) {
      const commitment = chain.submissionCommitment(
        { requestId: 0, hotkey: publicKey },
        { plainCid: plainCidOf(index), keyHash: keyHashOf(fromHex(KEY)), salt: SALT }
      );
      await chain.commitSubmission(miners[index]!, {
        requestId: 0,
        uid: 3 + index,
        commitment,
        sealedCid: `sealed-${index}`,
        depositRao: terms.submissionDepositRao
      });
    }
    expect((await chain.submissions(0))[1]).toMatchObject({
      status: 'sealed',
      hotkey: miners[1]!.publicKey,
      committedBlock: best(),
      sealedCid: 'sealed-1',
      revealedBlock: null,
      plainCid: null,
      keyHash: null,
      keyBoxCid: null,
      medianPpm: null
    });
    const first = {
      requestId: 0,
      index: 0,
      plainCid: plainCidOf(0),
      keyHash: keyHashOf(fromHex(KEY)),
      salt: SALT,
      keyBoxCid: 'box'
    };
    await expect(chain.revealSubmission(miners[0]!, first)).rejects.toMatchObject({ code: 'market/too-early' });
    await pass(terms.deadlineBlock);
    await expect(chain.revealSubmission(miners[0]!, { ...first, salt: KEY })).rejects.toMatchObject({
      code: 'market/commitment-mismatch'
    });
    await chain.revealSubmission(miners[0]!, first);
    expect((await chain.submissions(0))[0]).toMatchObject({
      status: 'revealed',
      revealedBlock: best(),
      plainCid: plainCidOf(0),
      keyHash: keyHashOf(fromHex(KEY)),
      keyBoxCid: 'box'
    });

    await pass(terms.deadlineBlock + terms.revealBlocks);
    await chain.snapshot(requester, 0);
    const snapshotBlock = best();
    expect(await chain.request(0)).toMatchObject({ stage: 'seeded', snapshotBlock, seedBlock: snapshotBlock + 4 });
    const seats = (await chain.electors(0)).map(({ hotkey }) => hotkey);
    expect(seats).toEqual(validators.map(({ publicKey }) => publicKey));
    await expect(chain.draw(requester, 0)).rejects.toMatchObject({ code: 'market/too-early' });
    await pass(snapshotBlock + 4);
    await chain.draw(requester, 0);
    const { drawnBlock, seed } = await chain.request(0);
    expect(drawnBlock).toBe(best());
    expect(seed).toMatch(/^0x[0-9a-f]{64}$/);
    expect((await chain.submissions(0))[0]).toMatchObject({ assignedSeats: [0, 1, 2], excludedSeats: [] });

    // Charlie lies.
    const rows = [500_000, 510_000, 900_000].map((score, seat) => ({
      scoresPpm: [score, NO_SCORE],
      reportsCid: `reports-${seat}`,
      salt: SALT
    }));
    for (const [seat, validator] of validators.entries()) {
      const commitment = chain.scoresCommitment({ requestId: 0, hotkey: validator.publicKey }, rows[seat]!);
      await chain.commitScores(validator, { requestId: 0, seat, commitment });
    }
    expect(await chain.bond(validators[2]!.publicKey)).toMatchObject({ activeRao: 5n * TAO, lockedRao: 2n * TAO });
    await pass(drawnBlock! + 5);
    for (const [seat, validator] of validators.entries())
      await chain.revealScores(validator, { requestId: 0, seat, ...rows[seat]! });
    const [scored, unrevealed] = await chain.submissions(0);
    expect(scored!.scores).toMatchObject([
      { seat: 0, hotkey: seats[0], scorePpm: 500_000, reportsCid: 'reports-0', isStruck: false, isOutlier: false },
      { seat: 1, hotkey: seats[1], scorePpm: 510_000 },
      { seat: 2, hotkey: seats[2], scorePpm: 900_000, block: best() }
    ]);
    expect(unrevealed!.scores).toEqual([]);

    const accusation = {
      requestId: 0,
      submissionIndex: 0,
      seat: 2,
      evidenceCid: 'evidence',
      bondRao: terms.challengeBondRao
    };
    await chain.challenge(buyer, accusation);
    const openedBlock = best();
    expect(await chain.challenges(0)).toEqual([
      {
        requestId: 0,
        id: 0,
        challenger: evmAddressOf(buyer.publicKey),
        submissionIndex: 0,
        accusedSeat: 2,
        status: 'seeded',
        openedBlock,
        seedBlock: openedBlock + 4,
        appellant: null,
        first: null,
        deadlineBlock: openedBlock + 204,
        evidenceCid: 'evidence',
        jurors: [],
        tickets: [],
        medianPpm: null,
        slashedRao: 0n,
        resolvedBlock: null
      }
    ]);
    await pass(openedBlock + 4);
    await chain.drawJury(requester, { requestId: 0, challengeId: 0 });
    const drawnAt = best();
    const verdicts = [501_000, 505_000].map((scorePpm, seat) => ({
      challengeId: 0,
      scorePpm,
      reportCid: `verdict-${seat}`,
      salt: SALT
    }));
    const verdictOf = (seat: number) => ({ seat, scorePpm: verdicts[seat]!.scorePpm, reportCid: `verdict-${seat}` });
    // Three tickets for the two seats that are not accused: one of them may hold all.
    const { tickets } = (await chain.challenges(0))[0]!;
    expect(tickets).toHaveLength(3);
    const drawn = [0, 1].filter((seat) => tickets.includes(seat));
    expect(drawn.length).toBeGreaterThan(0);
    for (const seat of drawn) {
      const { publicKey } = validators[seat]!;
      const commitment = chain.verdictCommitment({ requestId: 0, hotkey: publicKey }, verdicts[seat]!);
      await chain.commitVerdict(validators[seat]!, { requestId: 0, challengeId: 0, seat, commitment });
    }
    expect((await chain.challenges(0))[0]!.jurors).toMatchObject(
      drawn.map((seat, i) => ({ seat, committedBlock: drawnAt + 1 + i, scorePpm: null, revealedBlock: null }))
    );
    await pass(drawnAt + 5);
    for (const seat of drawn) await chain.revealVerdict(validators[seat]!, { requestId: 0, seat, ...verdicts[seat]! });
    const resolve = () => chain.resolve(requester, { requestId: 0, challengeId: 0 });
    await expect(resolve()).rejects.toMatchObject({ code: 'market/too-early' });
    await pass(drawnAt + 10);
    await chain.appeal(validators[2]!, { requestId: 0, challengeId: 0, bondRao: 2n * terms.challengeBondRao });
    const appealed = (await chain.challenges(0))[0]!;
    expect(appealed).toMatchObject({
      status: 'seeded',
      appellant: evmAddressOf(validators[2]!.publicKey),
      seedBlock: best() + 4,
      jurors: [],
      tickets: [],
      first: { status: 'upheld', tickets, jurors: drawn.map((seat) => verdictOf(seat)) }
    });
    await pass(appealed.seedBlock);
    await chain.drawJury(requester, { requestId: 0, challengeId: 0 });
    const { deadlineBlock, jurors } = (await chain.challenges(0))[0]!;
    for (const { seat } of jurors) {
      const { publicKey } = validators[seat]!;
      const commitment = chain.verdictCommitment({ requestId: 0, hotkey: publicKey }, verdicts[seat]!);
      await chain.commitVerdict(validators[seat]!, { requestId: 0, challengeId: 0, seat, commitment });
    }
    await pass(deadlineBlock);
    for (const { seat } of jurors)
      await chain.revealVerdict(validators[seat]!, { requestId: 0, seat, ...verdicts[seat]! });
    await resolve();
    const resolved = (await chain.challenges(0))[0]!;
    expect(resolved).toMatchObject({
      status: 'upheld',
      medianPpm: juryFinding(resolved, terms.outlierFloorPpm)!.medianPpm,
      slashedRao: 2n * TAO,
      resolvedBlock: best(),
      jurors: jurors.map(({ seat }) => verdictOf(seat))
    });
    expect(resolved.tickets).toHaveLength(7);
    expect(await chain.bond(validators[2]!.publicKey)).toMatchObject({ activeRao: 3n * TAO, lockedRao: 0n });

    await pass(drawnBlock! + 15);
    await chain.settle(buyer, 0);
    const settled = await chain.request(0);
    expect(settled).toMatchObject({ stage: 'settled', settledBlock: best(), minersRao: 70n * TAO, openChallenges: 0 });
    expect(await chain.submissions(0)).toMatchObject([
      { status: 'passed', medianPpm: 500_000, shareRao: 70n * TAO, scores: [{}, {}, { isStruck: true }] },
      { status: 'sealed', medianPpm: null, spreadPpm: null, shareRao: 0n }
    ]);
    expect((await chain.electors(0)).map(({ isStruck, lockedRao }) => [isStruck, lockedRao])).toEqual([
      [false, 0n],
      [false, 0n],
      [true, 0n]
    ]);
    await expect(chain.settle(buyer, 0)).rejects.toMatchObject({ code: 'market/wrong-stage' });

    await chain.deliverKey(miners[0]!, { requestId: 0, index: 0, seat: 0, sealedKey: '0x01' });
    await chain.deliverKey(validators[1]!, { requestId: 0, index: 0, seat: 1, sealedKey: '0x02' });
    expect(await chain.keyDeliveries(0, 0)).toEqual([
      { by: evmAddressOf(validators[1]!.publicKey), block: best(), sealedKey: '0x02' },
      { by: evmAddressOf(miners[0]!.publicKey), block: best() - 1, sealedKey: '0x01' }
    ]);
    const priceOf = ({ publicKey }: SigningAccount) => chain.priceRao(0, 0, publicKey);
    expect(await priceOf(buyer)).toBe(0n);
    await chain.buy(buyer, { requestId: 0, index: 0, buyerKey: word('07'), priceRao: 0n });
    expect(await priceOf(requester)).toBe(3n * TAO);
    await chain.buy(requester, { requestId: 0, index: 0, buyerKey: word('08'), priceRao: 3n * TAO });
    await chain.releaseKey(miners[0]!, { requestId: 0, index: 0, purchaseId: 1, sealedKey: '0x03' });
    expect(await chain.purchases(0, 0)).toEqual([
      {
        id: 0,
        buyer: evmAddressOf(buyer.publicKey),
        buyerKey: word('07'),
        paidRao: 0n,
        boughtBlock: best() - 2,
        isClosed: false,
        closedBlock: null,
        sealedKey: null
      },
      {
        id: 1,
        buyer: evmAddressOf(requester.publicKey),
        buyerKey: word('08'),
        paidRao: 3n * TAO,
        boughtBlock: best() - 1,
        isClosed: true,
        closedBlock: best(),
        sealedKey: '0x03'
      }
    ]);
    await chain.revealBenchmark(requester, { requestId: 0, seat: 0, key: BENCHMARK });
    expect(await chain.benchmarkKeys(0)).toEqual([
      { by: evmAddressOf(requester.publicKey), block: best(), key: BENCHMARK }
    ]);

    const payTo = await accountFromUri('//Dave//vault', 'Vault', 'development');
    const owed = await chain.owedRao(miners[0]!.publicKey);
    expect(owed).toBe(70n * TAO + terms.submissionDepositRao + (3n * TAO) / 2n);
    await chain.claim(miners[0]!, payTo.publicKey);
    expect(await chain.balanceRao(payTo.address)).toBe(owed);
    expect(await chain.owedRao(miners[0]!.publicKey)).toBe(0n);
  });

  test('a past block says when it was made, as its own state has it; one that is not there says nothing', async () => {
    const number = best();
    const { api } = connection;
    const at = await api.at(await api.rpc.chain.getBlockHash(number));
    expect(await chain.blockTimeMs(number)).toBe(Number((await at.query.timestamp!.now!()).toString()));
    expect(await chain.blockTimeMs(number + 1_000)).toBeNull();
  });

  test('a bond leaves after its time, and the treasury names its successor', async () => {
    await chain.requestWithdrawal(validators[0]!, TAO);
    expect(await chain.bond(validators[0]!.publicKey)).toMatchObject({ leavingRao: TAO, leavesBlock: best() + 50_400 });
    await expect(chain.withdrawBond(validators[0]!)).rejects.toMatchObject({ code: 'market/too-early' });
    const treasury = await accountFromUri('//Treasury', 'Treasury', 'development');
    await chain.proposeTreasury(treasury, requester.publicKey);
    expect(await chain.treasury()).toMatchObject({
      proposed: evmAddressOf(requester.publicKey),
      fromBlock: best() + 50_400
    });
    await expect(chain.acceptTreasury(requester)).rejects.toMatchObject({ code: 'market/too-early' });
    await chain.proposeTreasury(treasury, null);
    expect(await chain.treasury()).toMatchObject({ proposed: null, fromBlock: null });
  });
});
