import { describe, expect, test } from 'vitest';
import { FORMATS } from './formats.ts';

const LENGTH = 200_000;
/** What makes matchers that go back over what they have read go on for ever: parts that read in several ways, then a misfit. */
const ATTACKS = [
  ['http://', 'a'],
  ['http://', 'a-'],
  ['http://', 'a.'],
  ['http://', 'a@'],
  ['http://a', ':@'],
  ['http://[', '::'],
  ['', '1:'],
  ['', '1.'],
  ['P', '1'],
  ['PT', '1H1M'],
  ['"', '\\"'],
  ['a', '.a'],
  ['a@', 'a.'],
  ['a@[', '1.'],
  ['{', 'a.'],
  ['', '{a}'],
  ['{', 'a,'],
  ['/', '~0'],
  ['#/', '%20'],
  ['1', '0'],
  ['00:00:00.', '0'],
  ['2020-01-01T00:00:00.', '0'],
  ['', ':/?#'],
  ['', '%aa'],
  ['', ' '],
  ['', 'é']
] as const;

describe('formats', () => {
  test.each([...FORMATS.keys()])('%s ends on 200,000 characters of any attack', (name) => {
    const holds = FORMATS.get(name)!;
    for (const [start, part] of ATTACKS)
      for (const end of ['', '!', '@\n'])
        expect(holds(start + part.repeat(LENGTH / part.length) + end)).toBeTypeOf('boolean');
  });

  test.each([
    ['url', 'http://8.8.8.8/', true],
    ['url', 'https://user:pw@example.com:8080/a?b#c', true],
    ['url', 'http://exämple.com', true],
    ['url', 'http://192.168.1.1/', false],
    ['url', 'http://localhost', false],
    ['url', 'http://a--b.com', false],
    ['url', 'http://example.com/a b', false],
    ['url', 'javascript:alert(1)', false],
    ['uri', 'mailto:', true],
    ['uri-reference', '1:b', false],
    ['uri-reference', '/a"b', false],
    ['ipv4', '1.2.3.04', false],
    ['date-time', '2020-02-29 23:59:00Z', true],
    ['date-time', '2020-02-29\n23:59:00Z', false],
    ['json-pointer-uri-fragment', '#/a%20b/~1', true],
    ['json-pointer-uri-fragment', '#/a b', false]
  ])('%s: %s is %s', (name, text, expected) => {
    expect(FORMATS.get(name)!(text)).toBe(expected);
  });
});
