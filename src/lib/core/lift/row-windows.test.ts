import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { transformerRows } from '../model/transformer-reference.ts';
import { packBatch, placeWindows, windowLength } from '../model/pack-batch.ts';
import { LIFT_PROTOCOL } from './protocol.ts';
import { rowWindows, scoredBytes, type WindowRule } from './row-windows.ts';
import { END_TOKEN, OUTPUT_TOKEN, START_TOKEN } from '../tokenizer/token-ids.ts';
import { Tokenizer } from '../tokenizer/tokenizer.ts';

const bytesOnly = transformerRows(new Tokenizer([]));
const RULE: WindowRule = { windowOutputTokens: 6, windowOverlapTokens: 2, maxWindowsPerRow: 3 };
const CONTEXT = 11;
const codes = (text: string) => [...text].map((letter) => letter.charCodeAt(0));
const windowsOf = (input: string, output: string, rule = RULE) =>
  rowWindows({ input, output }, bytesOnly, CONTEXT, rule);

describe('rowWindows', () => {
  test('a short row is one window with loss on its output and its end', () => {
    expect(windowsOf('ab', 'xy')).toEqual([
      { tokens: [START_TOKEN, ...codes('ab'), OUTPUT_TOKEN, ...codes('xy'), END_TOKEN], scoredFrom: 4 }
    ]);
  });

  test('a long input keeps its end', () => {
    const [window] = windowsOf('0123456789abcdef', 'xy');
    expect(window!.tokens).toHaveLength(CONTEXT + 1);
    expect(window!.tokens).toEqual([START_TOKEN, ...codes('9abcdef'), OUTPUT_TOKEN, ...codes('xy'), END_TOKEN]);
  });

  test('a long output is read in windows that show the last tokens before', () => {
    const [first, second] = windowsOf('in', 'abcdefgh');
    expect(first!.tokens.slice(first!.scoredFrom)).toEqual(codes('abcdef'));
    expect(second!.tokens).toEqual([
      START_TOKEN,
      ...codes('in'),
      OUTPUT_TOKEN,
      ...codes('ef'),
      ...codes('gh'),
      END_TOKEN
    ]);
    expect(second!.scoredFrom).toBe(6);
  });

  test('what lies past the last window is cut, its end too', () => {
    const windows = windowsOf('in', 'abcdefghijklmnopqrstuvwxyz');
    expect(windows).toHaveLength(3);
    expect(windows.at(-1)!.tokens).not.toContain(END_TOKEN);
  });

  test('every output byte is scored exactly once and every window fits the model', () => {
    const rule = { ...RULE, maxWindowsPerRow: 1000 };
    fc.assert(
      fc.property(fc.string(), fc.string(), (input, output) => {
        const windows = windowsOf(input, output, rule);
        const scored = windows.flatMap(({ tokens, scoredFrom }) => tokens.slice(scoredFrom));
        expect(scored).toEqual([...new TextEncoder().encode(output), END_TOKEN]);
        expect(Math.max(...windows.map(windowLength))).toBeLessThanOrEqual(CONTEXT);
        expect(windows.reduce((sum, window) => sum + scoredBytes(window, bytesOnly), 0)).toBe(scored.length - 1);
      })
    );
  });

  test('the protocol’s windows leave room for the input', () => {
    expect(LIFT_PROTOCOL.windowOutputTokens).toBeLessThan(256 - 64);
    expect(LIFT_PROTOCOL.windowOverlapTokens).toBeLessThan(LIFT_PROTOCOL.windowOutputTokens);
  });
});

describe('packing', () => {
  const shape = { vocabularySize: 300, width: 4, layers: 1, heads: 1, context: 6 };

  test('fills sequences first fit and stops at the first window that has no room', () => {
    expect(placeWindows([4, 3, 2, 3, 1], 2, 6)).toEqual([0, 1, 0, 1]);
  });

  test('rows keep to themselves, start at position 0 and pad with a row of nobody', () => {
    const windows = [
      { tokens: [1, 2, 3], scoredFrom: 2 },
      { tokens: [4, 5, 6, 7], scoredFrom: 1 }
    ];
    const packed = packBatch(windows, [0, 0], 1, shape);
    expect([...packed.tokens]).toEqual([1, 2, 4, 5, 6, 0]);
    expect([...packed.targets]).toEqual([2, 3, 5, 6, 7, 0]);
    expect([...packed.positions]).toEqual([0, 1, 0, 1, 2, 0]);
    expect([...packed.rows]).toEqual([0, 0, 1, 1, 1, -1]);
    expect([...packed.scored]).toEqual([0, 1, 1, 1, 1, 0]);
    expect(packed.offsets).toEqual([0, 2]);
  });
});
