import { expect, test } from 'vitest';
import { previewAnswers } from './preview-answers.ts';

const utf8 = new TextEncoder();

test('answers are shown as people gave them, broken lines are only counted', () => {
  const text = [
    '{"task":"t1","labeler":"ann","ranking":[["b"],["a","c"]],"ms":20400}',
    'no JSON',
    '{"task":"t2","labeler":"ben","ranking":null}',
    '{"task":7,"labeler":"ben","ranking":"x","ms":"y"}',
    ''
  ].join('\n');
  expect(previewAnswers(utf8.encode(text), 2)).toEqual({
    lines: 4,
    answers: [
      { task: 't1', labeler: 'ann', ranking: 'b > a = c', seconds: '20' },
      { task: 't2', labeler: 'ben', ranking: '', seconds: '' }
    ]
  });
});

test('what is long is cut', () => {
  const [answer] = previewAnswers(utf8.encode(JSON.stringify({ task: 'x'.repeat(10_000) })), 1).answers;
  expect(answer!.task.length).toBeLessThan(300);
});

test('what is no ranking breaks nothing', () => {
  const nested = `{"task":"t1","ranking":[[{"toString":1,"valueOf":1}],7]}`;
  const deep = `{"task":"t2","ranking":${'['.repeat(20_000)}${']'.repeat(20_000)}}`;
  expect(previewAnswers(utf8.encode(`${nested}\n${deep}`), 9).answers.map(({ ranking }) => ranking)).toEqual([
    '? > ?',
    '?'
  ]);
});
