import { expect, test } from 'vitest';
import { judgeAnswers } from './judge-answers.ts';

test('right, wrong, refused, and what nobody expected', () => {
  const answers = [
    { area: 'blocks', question: 'block', value: 5 },
    { area: 'blocks', question: 'hash', value: '0x01' },
    { area: 'stake', question: 'locks', refused: 'StorageFunctionNotFound: Lock' },
    { area: 'weights', question: 'no permit', value: 'NeuronNoValidatorPermit(Module)' },
    { area: 'weights', question: 'unheard of', value: null }
  ];
  const expected = {
    'blocks: block': 5,
    'blocks: hash': '0x02',
    'weights: no permit': (value: unknown) => (String(value).includes('Permit') ? undefined : 'not refused')
  };
  expect(judgeAnswers(answers, expected).map(({ outcome, reason }) => [outcome, reason])).toEqual([
    ['answered', ''],
    ['differs', 'the SDK reads "0x01", our client "0x02"'],
    ['refused', 'StorageFunctionNotFound: Lock'],
    ['answered', ''],
    ['answered', '']
  ]);
});
