import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, test } from 'vitest';
import { artifactModules } from './artifact-modules.ts';
import { createMarketBench, hotkeyOf, TREASURY, WEI_PER_RAO, type MarketBench } from './testing/market-bench.ts';

const REQUESTER = hotkeyOf(90).address;
const OUTSIDER = hotkeyOf(91).address;
const BOUNTY_RAO = 1_000_000_000n;
const COMMITMENT = `0x${'ab'.repeat(32)}`;
const KEY = `0x${'cd'.repeat(32)}`;
const validators = [0, 1, 2].map(hotkeyOf);
const miners = [3, 4, 5].map(hotkeyOf);

let bench: MarketBench;
beforeEach(async () => {
  bench = await createMarketBench();
  bench.neurons = [
    ...validators.map((key) => ({ hotkey: key.publicKey, permit: true })),
    ...miners.map((key) => ({ hotkey: key.publicKey, permit: false }))
  ];
});

const open = (
  overrides: Partial<{ deadline: bigint; window: bigint; threshold: number; wei: bigint; cid: string }> = {}
) =>
  bench.call(
    REQUESTER,
    'open',
    [
      overrides.cid ?? 'spec-cid',
      COMMITMENT,
      overrides.deadline ?? 20n,
      overrides.window ?? 10n,
      overrides.threshold ?? 100_000
    ],
    overrides.wei ?? BOUNTY_RAO * WEI_PER_RAO
  );
const submit = (miner: number, cid = `package-${miner}`, uid = miner + 3) =>
  bench.call(miners[miner]!.address, 'submit', [0n, uid, cid]);
const score = (validator: number, submission: number, ppm: number, uid = validator) =>
  bench.call(validators[validator]!.address, 'score', [
    0n,
    BigInt(submission),
    uid,
    ppm,
    `report-${validator}-${submission}`
  ]);
const settle = (from = OUTSIDER) => bench.call(from, 'settle', [0n]);
const owed = (account: string) => bench.view<bigint>('owedRao', [account]);

describe('the generated artifacts', () => {
  test('are what the source compiles to', () => {
    for (const [path, text] of Object.entries(artifactModules())) {
      expect(readFileSync(fileURLToPath(new URL(path, import.meta.url)), 'utf8')).toBe(text);
    }
  });
});

describe('open', () => {
  test('locks the bounty and says so', async () => {
    const outcome = await open();
    expect(outcome.ok).toBe(true);
    expect(outcome.events).toMatchObject([
      {
        eventName: 'RequestOpened',
        args: { requestId: 0n, specCid: 'spec-cid', deadlineBlock: 20n, scoringEndBlock: 30n, bountyRao: BOUNTY_RAO }
      }
    ]);
    expect(await bench.balanceRao()).toBe(BOUNTY_RAO);
    expect(await bench.view('getRequest', [0n])).toMatchObject({
      requester: expect.stringMatching(new RegExp(REQUESTER, 'i')),
      status: 0,
      benchmarkCommitment: COMMITMENT
    });
  });

  test.each([
    ['a deadline that has passed', { deadline: 10n }, 'InvalidDeadline'],
    ['a deadline too far away', { deadline: 10n + 648_001n }, 'InvalidDeadline'],
    ['no scoring window', { window: 0n }, 'InvalidScoringWindow'],
    ['a threshold above 1', { threshold: 1_000_001 }, 'InvalidThreshold'],
    ['a bounty below the least', { wei: 999_999n * WEI_PER_RAO }, 'BountyTooSmall'],
    ['no bounty', { wei: 0n }, 'BountyTooSmall'],
    ['a fraction of a rao', { wei: BOUNTY_RAO * WEI_PER_RAO + 1n }, 'NotWholeRao'],
    ['an empty CID', { cid: '' }, 'InvalidCid'],
    ['an overlong CID', { cid: 'x'.repeat(101) }, 'InvalidCid']
  ])('refuses %s', async (_, overrides, name) => {
    expect(await open(overrides)).toMatchObject({ ok: false, error: { name } });
    expect(await bench.balanceRao()).toBe(0n);
  });
});

describe('submit', () => {
  beforeEach(async () => void (await open()));

  test('takes a package from the hotkey that holds the uid', async () => {
    expect((await submit(0)).events).toMatchObject([
      {
        eventName: 'DatasetSubmitted',
        args: { submissionIndex: 0n, hotkey: miners[0]!.publicKey, uid: 3, packageCid: 'package-0' }
      }
    ]);
    expect(await bench.view('getSubmissions', [0n])).toMatchObject([{ packageCid: 'package-0', uid: 3, block_: 10n }]);
  });

  test('takes one in the deadline block and none after it', async () => {
    bench.block = 20n;
    expect((await submit(0)).ok).toBe(true);
    bench.block = 21n;
    expect(await submit(1)).toMatchObject({ error: { name: 'SubmissionsClosed' } });
  });

  test.each([
    ['the uid of another', () => submit(0, 'p', 4), 'NotTheHotkey'],
    ['a uid nobody holds', () => submit(0, 'p', 99), 'NotTheHotkey'],
    ['an unregistered caller', () => bench.call(OUTSIDER, 'submit', [0n, 3, 'p']), 'NotTheHotkey'],
    ['an unknown request', () => bench.call(miners[0]!.address, 'submit', [7n, 3, 'p']), 'UnknownRequest'],
    ['an empty CID', () => submit(0, ''), 'InvalidCid']
  ])('refuses %s', async (_, attempt, name) => {
    expect(await attempt()).toMatchObject({ ok: false, error: { name } });
  });

  test('refuses a second package of a hotkey and a package somebody sent before', async () => {
    await submit(0, 'same');
    expect(await submit(0, 'other')).toMatchObject({ error: { name: 'AlreadySubmitted' } });
    expect(await submit(1, 'same')).toMatchObject({ error: { name: 'PackageAlreadySubmitted' } });
  });

  test('refuses the 33rd package', async () => {
    const crowd = Array.from({ length: 33 }, (_, i) => hotkeyOf(100 + i));
    bench.neurons = crowd.map((key) => ({ hotkey: key.publicKey, permit: false }));
    for (const [uid, key] of crowd.slice(0, 32).entries())
      expect((await bench.call(key.address, 'submit', [0n, uid, `p${uid}`])).ok).toBe(true);
    expect(await bench.call(crowd[32]!.address, 'submit', [0n, 32, 'p32'])).toMatchObject({
      error: { name: 'TooManySubmissions' }
    });
  });
});

describe('score', () => {
  beforeEach(async () => {
    await open();
    await submit(0);
    bench.block = 21n;
  });

  test('takes one score a permitted validator and submission', async () => {
    expect((await score(0, 0, 500_000)).events).toMatchObject([
      {
        eventName: 'ScoreGiven',
        args: { scorePpm: 500_000, hotkey: validators[0]!.publicKey, reportCid: 'report-0-0' }
      }
    ]);
    expect(await score(0, 0, 600_000)).toMatchObject({ error: { name: 'AlreadyScored' } });
    expect(await bench.view('getScores', [0n, 0n])).toMatchObject([{ scorePpm: 500_000, uid: 0 }]);
  });

  test.each([
    ['before the deadline has passed', 20n, 'ScoringNotOpen'],
    ['after the window', 31n, 'ScoringNotOpen']
  ])('refuses %s', async (_, block, name) => {
    bench.block = block;
    expect(await score(0, 0, 1)).toMatchObject({ error: { name } });
  });

  test('refuses a hotkey without a permit, another uid, an unknown submission and a score above 1', async () => {
    expect(await bench.call(miners[1]!.address, 'score', [0n, 0n, 4, 1, 'r'])).toMatchObject({
      error: { name: 'NoValidatorPermit' }
    });
    expect(await score(0, 0, 1, 1)).toMatchObject({ error: { name: 'NotTheHotkey' } });
    expect(await score(0, 5, 1)).toMatchObject({ error: { name: 'UnknownSubmission' } });
    expect(await score(0, 0, 1_000_001)).toMatchObject({ error: { name: 'InvalidScore' } });
  });

  test('refuses a validator that scores its own package', async () => {
    bench.neurons[3]!.permit = true;
    expect(await bench.call(miners[0]!.address, 'score', [0n, 0n, 3, 1, 'r'])).toMatchObject({
      error: { name: 'OwnSubmission' }
    });
  });
});

describe('settle', () => {
  beforeEach(async () => void (await open()));

  test('pays 70 % by median above the threshold, 25 % by scores given, the rest to the treasury', async () => {
    await submit(0);
    await submit(1);
    await submit(2);
    bench.block = 21n;
    for (const [validator, value] of [300_000, 320_000, 900_000].entries()) await score(validator, 0, value);
    for (const [validator, value] of [160_000, 160_000].entries()) await score(validator, 1, value);
    await score(0, 2, 99_999);
    bench.block = 31n;
    const outcome = await settle();
    expect(outcome.events.filter((event) => event.eventName === 'SubmissionSettled')).toMatchObject([
      { args: { medianPpm: 320_000, scoreCount: 3n, paidRao: 466_666_666n } },
      { args: { medianPpm: 160_000, scoreCount: 2n, paidRao: 233_333_333n } },
      { args: { medianPpm: 99_999, scoreCount: 1n, paidRao: 0n } }
    ]);
    expect(await owed(miners[0]!.address)).toBe(466_666_666n);
    expect(await owed(validators[0]!.address)).toBe(3n * 41_666_666n);
    expect(await owed(validators[2]!.address)).toBe(41_666_666n);
    expect(await owed(TREASURY)).toBe(BOUNTY_RAO - 466_666_666n - 233_333_333n - 6n * 41_666_666n);
    expect(await settle()).toMatchObject({ error: { name: 'AlreadySettled' } });
    expect(await bench.view('getRequest', [0n])).toMatchObject({
      closedBlock: 31n,
      minersRao: 466_666_666n + 233_333_333n,
      validatorsRao: 6n * 41_666_666n
    });
  });

  test('takes the lower-rounded mean of the two middle scores', async () => {
    await submit(0);
    bench.block = 21n;
    await score(0, 0, 200_000);
    await score(1, 0, 200_001);
    bench.block = 31n;
    await settle();
    expect(await bench.view('getSubmissions', [0n])).toMatchObject([{ medianPpm: 200_000 }]);
  });

  test('refunds the requester when nothing passes, nothing was scored or nothing came', async () => {
    await submit(0);
    bench.block = 21n;
    await score(0, 0, 99_999);
    bench.block = 31n;
    expect((await settle()).events.at(-1)).toMatchObject({
      eventName: 'RequestRefunded',
      args: { refundRao: BOUNTY_RAO }
    });
    expect(await owed(REQUESTER)).toBe(BOUNTY_RAO);
    expect(await bench.view('getRequest', [0n])).toMatchObject({ closedBlock: 31n, minersRao: 0n, validatorsRao: 0n });
  });

  test('a score of 0 never passes, even under a threshold of 0', async () => {
    bench.block = 10n;
    await bench.call(REQUESTER, 'open', ['s', COMMITMENT, 20n, 10n, 0], BOUNTY_RAO * WEI_PER_RAO);
    await bench.call(miners[0]!.address, 'submit', [1n, 3, 'p']);
    bench.block = 21n;
    await bench.call(validators[0]!.address, 'score', [1n, 0n, 0, 0, 'r']);
    bench.block = 31n;
    expect((await bench.call(OUTSIDER, 'settle', [1n])).events.at(-1)).toMatchObject({ eventName: 'RequestRefunded' });
  });

  test('waits for the end of the scoring window', async () => {
    bench.block = 30n;
    expect(await settle()).toMatchObject({ error: { name: 'ScoringNotOver' } });
    expect(await bench.call(OUTSIDER, 'settle', [3n])).toMatchObject({ error: { name: 'UnknownRequest' } });
  });
});

describe('claim', () => {
  test('pays the native account once and only what is owed', async () => {
    await open();
    bench.block = 31n;
    await settle();
    const payTo = `0x${'77'.repeat(32)}`;
    expect(await bench.call(OUTSIDER, 'claim', [payTo])).toMatchObject({ error: { name: 'NothingOwed' } });
    expect(await bench.call(REQUESTER, 'claim', [`0x${'00'.repeat(32)}`])).toMatchObject({
      error: { name: 'InvalidPayee' }
    });
    expect((await bench.call(REQUESTER, 'claim', [payTo])).events).toMatchObject([
      { eventName: 'Claimed', args: { rao: BOUNTY_RAO } }
    ]);
    expect(bench.paid.get(payTo)).toBe(BOUNTY_RAO);
    expect(await bench.balanceRao()).toBe(0n);
    expect(await bench.call(REQUESTER, 'claim', [payTo])).toMatchObject({ error: { name: 'NothingOwed' } });
  });

  test('a payment that is refused leaves the debt as it was', async () => {
    await open();
    bench.block = 31n;
    await settle();
    bench.refusePayments = true;
    expect(await bench.call(REQUESTER, 'claim', [`0x${'77'.repeat(32)}`])).toMatchObject({
      error: { name: 'PaymentFailed' }
    });
    expect(await owed(REQUESTER)).toBe(BOUNTY_RAO);
  });

  test('the contract takes no money outside of open', async () => {
    expect((await bench.call(REQUESTER, 'settle', [0n], 1n * WEI_PER_RAO)).ok).toBe(false);
  });
});

describe('revealBenchmark', () => {
  beforeEach(async () => {
    await open();
    await submit(0);
    bench.block = 21n;
    await score(0, 0, 500_000);
  });

  test('waits for the settlement', async () => {
    expect(await bench.call(REQUESTER, 'revealBenchmark', [0n, KEY])).toMatchObject({ error: { name: 'NotSettled' } });
  });

  test('is for the requester and the validators that scored, once each', async () => {
    bench.block = 31n;
    await settle();
    expect((await bench.call(REQUESTER, 'revealBenchmark', [0n, KEY])).events).toMatchObject([
      { eventName: 'BenchmarkRevealed', args: { key: KEY } }
    ]);
    expect(await bench.call(REQUESTER, 'revealBenchmark', [0n, KEY])).toMatchObject({
      error: { name: 'MayNotReveal' }
    });
    expect((await bench.call(validators[0]!.address, 'revealBenchmark', [0n, COMMITMENT])).ok).toBe(true);
    const keys = await bench.view<{ by: string; block_: bigint; key: string }[]>('getBenchmarkKeys', [0n]);
    expect(keys.map(({ by, block_, key }) => [by.toLowerCase(), block_, key])).toEqual([
      [REQUESTER.toLowerCase(), 31n, KEY],
      [validators[0]!.address.toLowerCase(), 31n, COMMITMENT]
    ]);
    expect(await bench.call(validators[1]!.address, 'revealBenchmark', [0n, KEY])).toMatchObject({
      error: { name: 'MayNotReveal' }
    });
  });
});

describe('whatever happens', () => {
  test('the balance is the sum of open bounties and debts, to the rao', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ validator: fc.nat(2), submission: fc.nat(2), ppm: fc.nat(1_000_000) }), { maxLength: 9 }),
        fc.integer({ min: 0, max: 1_000_000 }),
        fc.bigInt({ min: 1_000_000n, max: 10n ** 15n }),
        async (scores, threshold, bountyRao) => {
          bench = await createMarketBench();
          bench.neurons = [
            ...validators.map((key) => ({ hotkey: key.publicKey, permit: true })),
            ...miners.map((key) => ({ hotkey: key.publicKey, permit: false }))
          ];
          await open({ threshold, wei: bountyRao * WEI_PER_RAO });
          for (const miner of [0, 1, 2]) await submit(miner);
          bench.block = 21n;
          for (const { validator, submission, ppm } of scores) await score(validator, submission, ppm);
          bench.block = 31n;
          await settle();
          const accounts = [
            REQUESTER,
            TREASURY,
            ...validators.map((key) => key.address),
            ...miners.map((key) => key.address)
          ];
          const debts = await Promise.all(accounts.map(owed));
          expect(debts.reduce((sum, debt) => sum + debt, 0n)).toBe(bountyRao);
          expect(await bench.balanceRao()).toBe(bountyRao);
        }
      ),
      { numRuns: 30 }
    );
  });

  test('settling the largest request stays below a third of a block', async () => {
    const crowd = Array.from({ length: 64 }, (_, i) => hotkeyOf(100 + i));
    bench.neurons = crowd.map((key, i) => ({ hotkey: key.publicKey, permit: i >= 32 }));
    await open();
    for (let uid = 0; uid < 32; uid++) await bench.call(crowd[uid]!.address, 'submit', [0n, uid, `p${uid}`]);
    bench.block = 21n;
    for (let submission = 0; submission < 32; submission++)
      for (let uid = 32; uid < 64; uid++)
        await bench.call(crowd[uid]!.address, 'score', [0n, BigInt(submission), uid, 900_000 - uid * 100, 'r']);
    bench.block = 31n;
    const outcome = await settle();
    expect(outcome.ok).toBe(true);
    expect(outcome.gas).toBeLessThan(25_000_000n);
  });
});
