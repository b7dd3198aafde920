import { describe, expect, test } from 'vitest';
import { MOST_SHOWN_BYTES, MOST_SHOWN_CHARACTERS, MOST_SHOWN_LINES, SourceText } from './source-text.ts';

const of = (text: string) => new SourceText(new TextEncoder().encode(text));
const lines = (text: string) => {
  const source = of(text);
  return Array.from({ length: source.lineCount }, (_, at) => source.line(at + 1));
};

describe('a file as lines', () => {
  test.each([
    ['', ['']],
    ['a', ['a']],
    ['a\nb', ['a', 'b']],
    ['a\r\nb\n', ['a', 'b']],
    ['\n\n', ['', '']]
  ])('%j', (text, expected) => {
    expect(lines(text)).toEqual(expected);
    expect(of(text).isCut).toBe(false);
  });

  test('a long line is cut where it is drawn, and stays whole in the text', () => {
    const source = of('x'.repeat(5000));
    expect(source.line(1)).toHaveLength(MOST_SHOWN_CHARACTERS + 1);
    expect(source.text).toHaveLength(5000);
  });

  test('32 MiB in one line or in breaks alone are bounded', () => {
    for (const byte of [0x78, 0x0a]) {
      const source = new SourceText(new Uint8Array(32 * 1024 * 1024).fill(byte));
      expect(source.isCut).toBe(true);
      expect(source.lineCount).toBeLessThanOrEqual(MOST_SHOWN_LINES);
      expect(source.text.length).toBeLessThanOrEqual(MOST_SHOWN_BYTES);
      expect(source.line(source.lineCount).length).toBeLessThanOrEqual(MOST_SHOWN_CHARACTERS + 1);
    }
  });

  test('what is no UTF-8 is shown as such', () => {
    expect(new SourceText(Uint8Array.of(0x61, 0xff, 0x62)).line(1)).toBe('a\ufffdb');
  });
});
