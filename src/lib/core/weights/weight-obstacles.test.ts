import { describe, expect, test } from 'vitest';
import { QUICKNET } from '../timelock/drand-network.ts';
import { planWeights } from './weight-obstacles.ts';
import type { WeightRules } from './weight-rules.ts';

const VECTOR = { uids: [3, 4], values: [65_535, 1] };
const VALIDATOR = {
  uid: 0,
  permit: true,
  isOwner: false,
  stakeRao: 5_000_000_000n,
  lastUpdateBlock: 0,
  trust: 0,
  row: [],
  unrevealedCommits: { hash: 0, timelocked: 0 }
};
const rules = (given: Partial<WeightRules> = {}, validator: Partial<typeof VALIDATOR> = {}): WeightRules => ({
  block: 1000,
  nowSeconds: 1_800_000_000,
  blockSeconds: 12,
  netuid: 1,
  mechid: 0,
  mechidCount: 1,
  commitReveal: false,
  commitRevealVersion: 4,
  revealPeriodEpochs: 1,
  versionKey: 0n,
  rateLimitBlocks: 100,
  minWeights: 1,
  subnetSize: 8,
  stakeThresholdRao: 0n,
  schedule: { tempoBlocks: 360, lastEpochBlock: 900, pendingEpochBlock: 0, epochIndex: 2, blocksSinceStep: 100 },
  calls: { set: true, commit: true, reveal: true, timelocked: true },
  beacon: { ...QUICKNET, lastStoredRound: 1 },
  validator: { ...VALIDATOR, ...validator },
  ...given
});
const codes = (given: WeightRules, vector = VECTOR) => planWeights(given, vector).obstacles.map(({ code }) => code);

describe('the way is the one the chain takes', () => {
  test('set at once where commit-reveal is off', () => {
    expect(planWeights(rules(), VECTOR)).toEqual({ method: 'set', methods: ['set'], obstacles: [] });
    expect(planWeights(rules(), VECTOR, 'timelocked').method).toBe('set');
  });

  test('timelocked where it is on; by hash when wanted, or where timelocked cannot be', () => {
    const on = { commitReveal: true };
    expect(planWeights(rules(on), VECTOR)).toMatchObject({
      method: 'timelocked',
      methods: ['timelocked', 'commit-by-hash']
    });
    expect(planWeights(rules(on), VECTOR, 'commit-by-hash').method).toBe('commit-by-hash');
    expect(planWeights(rules({ ...on, commitRevealVersion: 2 }), VECTOR).method).toBe('commit-by-hash');
    expect(planWeights(rules({ ...on, beacon: null }), VECTOR).method).toBe('commit-by-hash');
    const calls = { set: true, commit: false, reveal: false, timelocked: false };
    expect(planWeights(rules({ ...on, calls }), VECTOR)).toMatchObject({ method: null });
    expect(codes(rules({ ...on, calls }))).toEqual(['weights/no-method']);
  });
});

describe('obstacles', () => {
  test('the rate limit says how long, in blocks and in time', () => {
    const given = rules({}, { lastUpdateBlock: 938 });
    expect(planWeights(given, VECTOR).obstacles).toEqual([
      {
        code: 'weights/too-soon',
        text: 'You can set weights again in 37 blocks, about 7 minutes.',
        blocks: 37
      }
    ]);
    expect(codes(rules({}, { lastUpdateBlock: 901 }))).toEqual([]);
    expect(codes(rules({}, { lastUpdateBlock: 902 }))).toEqual(['weights/too-soon']);
  });

  test.each([
    [rules({ validator: null }), 'not-registered', 'This hotkey holds no uid on subnet 1.'],
    [rules({}, { permit: false }), 'no-permit', 'no validator permit'],
    [rules({ stakeThresholdRao: 6_500_000_000n }), 'stake-too-low', 'takes a stake of 6.5 TAO; this hotkey has 5 TAO'],
    [rules({ stakeThresholdRao: 1_234_567_891_250_000n }), 'stake-too-low', 'takes a stake of 1,234,567.8913 TAO'],
    [rules({ versionKey: 7_004_002n }), 'version-key', 'only from version 7004002 on'],
    [rules({ minWeights: 1024 }), 'too-few-weights', 'entries for 8 uids; this vector has 2'],
    [rules({ mechid: 1 }), 'no-such-mechanism', 'has 1 mechanism; there is no mechanism 1'],
    [rules({ subnetSize: 4 }), 'unknown-uid', 'has no uid 4'],
    [
      rules({ commitReveal: true }, { unrevealedCommits: { hash: 0, timelocked: 10 } }),
      'too-many-unrevealed',
      '10 commits'
    ]
  ])('%#: %s', (given, code, text) => {
    const { obstacles } = planWeights(given, VECTOR);
    expect(obstacles.map((one) => one.code)).toEqual([`weights/${code}`]);
    expect(obstacles[0]!.text).toContain(text);
  });

  test("the owner's hotkey needs neither permit nor stake", () => {
    expect(codes(rules({ stakeThresholdRao: 10n ** 12n }, { permit: false, isOwner: true }))).toEqual([]);
  });

  test('a vector of nothing is said to be nothing', () => {
    expect(codes(rules({ minWeights: 4 }), { uids: [], values: [] })).toEqual(['weights/nothing-to-set']);
  });

  test('the limit of one kind of commit does not stop the other', () => {
    const given = rules({ commitReveal: true }, { unrevealedCommits: { hash: 10, timelocked: 0 } });
    expect(planWeights(given, VECTOR).obstacles).toEqual([]);
    expect(planWeights(given, VECTOR, 'commit-by-hash').obstacles).toHaveLength(1);
  });
});
