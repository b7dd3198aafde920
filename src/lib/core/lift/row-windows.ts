// Turns a row into windows of the model's size, with loss on the output's tokens only.
import type { Example } from '../dataset/example.ts';
import type { TokenWindow } from '../model/pack-batch.ts';
import type { LiftProtocol } from './protocol.ts';
import type { RowFormat } from '../model/row-format.ts';

export type WindowRule = Pick<LiftProtocol, 'windowOutputTokens' | 'windowOverlapTokens' | 'maxWindowsPerRow'>;

/**
 * The windows of a row. A long output is read in several, each showing the last tokens of what came before; a long input
 * keeps its end. What lies past `maxWindowsPerRow` windows is cut, and then the mark of its end is not asked for.
 */
export function rowWindows(
  { input, output }: Pick<Example, 'input' | 'output'>,
  format: RowFormat,
  context: number,
  rule: WindowRule
): TokenWindow[] {
  const prompt = format.prompt(input);
  const outputTokens = format.output(output);
  const windows: TokenWindow[] = [];
  for (let from = 0; from < outputTokens.length && windows.length < rule.maxWindowsPerRow;) {
    const shown = outputTokens.slice(Math.max(0, from - rule.windowOverlapTokens), from);
    const asked = outputTokens.slice(from, from + rule.windowOutputTokens - shown.length);
    const tokens = [...prompt(context + 1 - shown.length - asked.length), ...shown, ...asked];
    windows.push({ tokens, scoredFrom: tokens.length - asked.length });
    from += asked.length;
  }
  return windows;
}

/** Bytes of text whose prediction a window scores. */
export function scoredBytes(window: TokenWindow, format: RowFormat): number {
  return window.tokens.slice(window.scoredFrom).reduce((sum, token) => sum + format.byteLength(token), 0);
}
