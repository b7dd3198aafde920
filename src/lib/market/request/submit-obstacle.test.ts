import { expect, test } from 'vitest';
import { MAX_SUBMISSIONS } from '../../core/market/market-constants.ts';
import { SOME_TERMS, someRequest, someSubmission } from '../testing/some-request.ts';
import { submitObstacle, type SubmitView } from './submit-obstacle.ts';

const request = someRequest({ terms: { ...SOME_TERMS, deadlineBlock: 20, maxPerColdkey: 2 } });
const others = (count: number) =>
  Array.from({ length: count }, (_, index) => someSubmission({ index, hotkey: `0x1${index}`, coldkey: `0x2${index}` }));

function codeFor({ submissions = [], ...more }: Partial<SubmitView> & Partial<SubmitView['state']>) {
  const state = { request: more.request ?? request, submissions };
  const view = { block: 10, account: { publicKey: '0xaa' }, neuron: { coldkeyPublicKey: '0xbb' }, ...more } as const;
  return submitObstacle({ ...view, state })?.code ?? null;
}

test('a miner can submit until the last block in which its transaction can still be included', () => {
  expect(codeFor({ block: 19 })).toBeNull();
  expect(codeFor({ block: 20 })).toBe('market/too-late');
  expect(codeFor({ request: { ...request, stage: 'seeded' } })).toBe('market/wrong-stage');
});

test('an account without a uid cannot', () => expect(codeFor({ neuron: null })).toBe('account/not-registered'));

test('a hotkey can submit once', () => {
  const submissions = [someSubmission({ hotkey: '0xaa', coldkey: '0xbb' })];
  expect(codeFor({ submissions })).toBe('market/already-done');
});

test('places are limited', () => {
  expect(codeFor({ submissions: others(MAX_SUBMISSIONS - 1) })).toBeNull();
  expect(codeFor({ submissions: others(MAX_SUBMISSIONS) })).toBe('market/limit-reached');
});

test('so are those of one coldkey', () => {
  const ofColdkey = (hotkey: `0x${string}`) => someSubmission({ hotkey, coldkey: '0xbb' });
  expect(codeFor({ submissions: [ofColdkey('0x01'), ...others(3)] })).toBeNull();
  expect(codeFor({ submissions: [ofColdkey('0x01'), ofColdkey('0x02')] })).toBe('market/limit-reached');
});
