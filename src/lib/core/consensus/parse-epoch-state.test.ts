import { describe, expect, test } from 'vitest';
import type { AppError } from '../error/app-error.ts';
import { outputJson, stateJson } from './epoch-json.ts';
import { runEpochOn, stateAfter } from './epoch-state.ts';
import { parseEpochState } from './parse-epoch-state.ts';

const STATE = {
  n: 3,
  block: 100,
  stakeRao: [7, '9007199254740993', 0],
  lastUpdate: [90, 90, 0],
  blockAtRegistration: [0, 0, 0],
  validatorPermits: [true, true, false],
  weights: [[[2, 65_535]], [[2, 1]], []],
  emissionRao: 1_000_000_000
};
const parse = (document: unknown) => parseEpochState(JSON.stringify(document), 'state.json');

describe('a state document', () => {
  test('needs eight fields; the rest has the defaults of the runtime', () => {
    const state = parse(STATE);
    expect(state).toMatchObject({
      tempo: 360,
      activityCutoffBlocks: 5000,
      maxAllowedValidators: 128,
      kappa: 32_767,
      bondsPenalty: 65_535,
      bondsMovingAverage: 900_000,
      yuma3On: false,
      liquidAlphaOn: false,
      alphaLow: 45_875,
      alphaHigh: 58_982,
      alphaSigmoidSteepness: 1000,
      ownerUid: null,
      commitBlocks: []
    });
    expect(state.stakeRao).toEqual([7n, 9_007_199_254_740_993n, 0n]);
    expect(state.bonds).toEqual(Array(3).fill({ uids: [], values: [] }));
  });

  test('is printed so that it reads back as it was, alone or in the output of an epoch', () => {
    const state = parse(STATE);
    expect(parse(stateJson(state))).toEqual(state);
    const next = stateAfter(state, runEpochOn(state));
    const printed = { ...outputJson(state.block, runEpochOn(state)), state: stateJson(next) };
    const read = parse(printed);
    expect(stateJson(read)).toEqual(stateJson(next));
    expect(read.block).toBe(460);
    expect(read.lastMechanismStepBlock).toBe(100);
    expect(read.bonds[1]).toEqual({ uids: [2], values: [65_535] });
  });

  const { n: _n, ...withoutN } = STATE;
  test.each([
    ['n', withoutN, 'state.json: n must be a whole number from 1 to 4096; it is missing.'],
    ['n', { ...STATE, n: 4097 }, 'state.json: n must be a whole number from 1 to 4096; it is not 4097.'],
    ['', [STATE], /^state.json: the document must be an object; it is not \[/],
    ['kapa', { ...STATE, kapa: 1 }, 'state.json: kapa is not a field of a state.'],
    ['stakeRao', { ...STATE, stakeRao: [1] }, 'state.json: stakeRao must be a list of 3, one for each uid; it has 1.'],
    [
      'stakeRao[1]',
      { ...STATE, stakeRao: [1, 1.5, 1] },
      /^state.json: stakeRao\[1\] must be rao: .* it is not 1\.5\.$/
    ],
    ['stakeRao[0]', { ...STATE, stakeRao: [2 ** 60, 0, 0] }, /decimal string/],
    [
      'stakeRao',
      { ...STATE, stakeRao: ['9223372036854775807', 1, 0] },
      'state.json: stakeRao adds up to 2^63 rao or more.'
    ],
    [
      'weights[1][0][0]',
      { ...STATE, weights: [[], [[3, 1]], []] },
      'state.json: weights[1][0][0] must be a whole number from 0 to 2; it is not 3.'
    ],
    ['weights[1][0][1]', { ...STATE, weights: [[], [[2, 65_536]], []] }, /from 0 to 65535; it is not 65536/],
    [
      'weights[0][1]',
      { ...STATE, weights: [[[1, 1], 7], [], []] },
      'state.json: weights[0][1] must be a [uid, value] pair; it is not 7.'
    ],
    [
      'weights[0][1][0]',
      {
        ...STATE,
        weights: [
          [
            [1, 1],
            [1, 2]
          ],
          [],
          []
        ]
      },
      'state.json: weights[0][1][0] names uid 1 twice in one row.'
    ],
    ['validatorPermits[2]', { ...STATE, validatorPermits: [true, true, 1] }, /must be true or false; it is not 1/],
    ['ownerUid', { ...STATE, ownerUid: 3 }, /from 0 to 2/],
    ['bondsMovingAverage', { ...STATE, bondsMovingAverage: 1_000_001 }, /from 0 to 1000000/],
    ['commitBlocks', { ...STATE, commitBlocks: [1] }, /must be a list of 3/],
    ['state.block', { state: { ...STATE, block: -1 } }, /^state.json: state.block must be a whole number/]
  ])('error in %s is named with its file', (field, document, message) => {
    const fail = () => parse(document);
    expect(fail).toThrow(message);
    try {
      fail();
    } catch (error) {
      expect((error as AppError).code).toBe('input/invalid-state');
      expect((error as AppError).details).toEqual({ file: 'state.json', field });
    }
  });

  test('is JSON', () => {
    expect(() => parseEpochState('{"n":', 'state.json')).toThrow(/^state.json is not JSON: /);
  });
});
