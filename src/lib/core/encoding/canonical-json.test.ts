import { hexToBytes } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson } from './canonical-json.ts';

const text = (value: unknown) => new TextDecoder().decode(canonicalJson(value));

describe('canonicalJson', () => {
  test('RFC 8785, section 3.2.2: numbers, strings and literals', () => {
    const value = {
      numbers: [333333333.3333333, 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/',
      literals: [null, true, false]
    };
    expect(text(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
    );
  });

  test('RFC 8785, section 3.2.3: keys sorted by UTF-16 code units', () => {
    const value = {
      '\u20ac': 'Euro Sign',
      '\r': 'Carriage Return',
      '\ufb33': 'Hebrew Letter Dalet With Dagesh',
      '1': 'One',
      '\ud83d\ude00': 'Emoji: Grinning Face',
      '\u0080': 'Control',
      '\u00f6': 'Latin Small Letter O With Diaeresis'
    };
    expect(Object.values(JSON.parse(text(value)) as Record<string, string>)).toContain('One');
    expect([...text(value).matchAll(/":"([^"]*)"/g)].map((match) => match[1])).toEqual([
      'Carriage Return',
      'One',
      'Control',
      'Latin Small Letter O With Diaeresis',
      'Euro Sign',
      'Emoji: Grinning Face',
      'Hebrew Letter Dalet With Dagesh'
    ]);
  });

  // RFC 8785, appendix B: IEEE 754 bits and their text.
  test.each([
    ['0000000000000000', '0'],
    ['8000000000000000', '0'],
    ['0000000000000001', '5e-324'],
    ['8000000000000001', '-5e-324'],
    ['7fefffffffffffff', '1.7976931348623157e+308'],
    ['4340000000000000', '9007199254740992'],
    ['4430000000000000', '295147905179352830000'],
    ['44b52d02c7e14af5', '9.999999999999997e+22'],
    ['44b52d02c7e14af6', '1e+23'],
    ['444b1ae4d6e2ef4e', '999999999999999700000'],
    ['444b1ae4d6e2ef50', '1e+21'],
    ['3eb0c6f7a0b5ed8d', '0.000001'],
    ['41b3de4355555554', '333333333.33333325'],
    ['becbf647612f3696', '-0.0000033333333333333333'],
    ['43143ff3c1cb0959', '1424953923781206.2']
  ])('the double %s is written %s', (bits, expected) => {
    expect(text(new DataView(hexToBytes(bits).buffer).getFloat64(0))).toBe(expected);
  });

  test('the order of keys does not matter and the value comes back', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue({ maxDepth: 4 })), (value) => {
        const plain = JSON.parse(JSON.stringify(value)) as Record<string, unknown>;
        const shuffled = Object.fromEntries(Object.entries(plain).reverse());
        expect(text(shuffled)).toBe(text(plain));
        expect(JSON.parse(text(plain))).toEqual(plain);
      })
    );
  });

  test.each([[NaN], [Infinity], [() => 1], [1n], ['\ud800'], [new Date(0)], [new Map()], [undefined]])(
    '%s is refused',
    (value) => {
      expect(() => text({ a: [value] })).toThrow(
        expect.objectContaining({ code: 'request/not-canonical', details: { path: '/a/0' } })
      );
    }
  );

  test('a cycle is refused', () => {
    const value: Record<string, unknown> = {};
    value.self = value;
    expect(() => text(value)).toThrow('contains itself');
  });
});
