// Turns a row into windows of the model's size: START input OUTPUT output END, with loss on the output's tokens only.
import type { Example } from '../dataset/example.ts';
import type { TokenWindow } from '../model/pack-batch.ts';
import type { LiftProtocol } from './protocol.ts';
import { END_TOKEN, OUTPUT_TOKEN, START_TOKEN } from '../tokenizer/token-ids.ts';
import type { Tokenizer } from '../tokenizer/tokenizer.ts';

const utf8 = new TextEncoder();

export type WindowRule = Pick<LiftProtocol, 'windowOutputTokens' | 'windowOverlapTokens' | 'maxWindowsPerRow'>;

/**
 * The windows of a row. A long output is read in several, each showing the last tokens of what came before; a long input
 * keeps its end. What lies past `maxWindowsPerRow` windows is cut, and then END is not asked for.
 */
export function rowWindows(
  { input, output }: Pick<Example, 'input' | 'output'>,
  tokenizer: Tokenizer,
  context: number,
  rule: WindowRule
): TokenWindow[] {
  const inputTokens = tokenizer.encode(utf8.encode(input));
  const outputTokens = [...tokenizer.encode(utf8.encode(output)), END_TOKEN];
  const windows: TokenWindow[] = [];
  for (let from = 0; from < outputTokens.length && windows.length < rule.maxWindowsPerRow;) {
    const shown = outputTokens.slice(Math.max(0, from - rule.windowOverlapTokens), from);
    const asked = outputTokens.slice(from, from + rule.windowOutputTokens - shown.length);
    const room = context + 1 - 2 - shown.length - asked.length;
    const tokens = [
      START_TOKEN,
      ...inputTokens.slice(Math.max(0, inputTokens.length - room)),
      OUTPUT_TOKEN,
      ...shown,
      ...asked
    ];
    windows.push({ tokens, scoredFrom: tokens.length - asked.length });
    from += asked.length;
  }
  return windows;
}

/** Bytes of text whose prediction a window scores. */
export function scoredBytes(window: TokenWindow, tokenizer: Tokenizer): number {
  return window.tokens.slice(window.scoredFrom).reduce((sum, token) => sum + tokenizer.byteLength(token), 0);
}
