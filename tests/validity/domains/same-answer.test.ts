import { expect, test } from 'vitest';
import { arithmeticValue, endsInAnswer, objectIn } from './same-answer.ts';

test('an answer is the same in a fence, behind courtesy, in other case and with other blanks', () => {
  const right = 'SELECT name FROM course ;';
  for (const answer of [
    right,
    `\`\`\`sql\n${right}\n\`\`\``,
    `Sure, here you are: ${right}`,
    'select  NAME\nfrom course ;'
  ])
    expect(endsInAnswer(answer, right)).toBe(true);
  expect(endsInAnswer('SELECT id FROM course ;', right)).toBe(false);
  expect(endsInAnswer('my_card_arrival', 'card_arrival')).toBe(false);
});

test('objects are the same whatever the order of their keys and their white space', () => {
  expect(objectIn('Here: {"b": {"d": 1, "c": [1, 2]}, "a": "x"}.')).toBe(objectIn('{"a":"x","b":{"c":[1,2],"d":1}}'));
  expect(objectIn('{"a": "x"}')).not.toBe(objectIn('{"a": "y"}'));
  for (const none of ['', 'no object', '{"a": ', '} {']) expect(objectIn(none)).toBeNull();
});

test('arithmetic has a value, anything else has none', () => {
  expect(arithmeticValue('( 76.0 - 25.0 )')).toBe(51);
  expect(arithmeticValue('(2+3)*4-6/2')).toBe(17);
  expect(arithmeticValue('-(2 - 5)')).toBe(3);
  for (const none of ['', '1 +', '(1', '1 2', '1 / 0', ')']) expect(arithmeticValue(none)).toBeNull();
});
