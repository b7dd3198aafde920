// A preference as the reference model reads it: the same prompt before the better and before the worse answer.
import type { Example } from '../dataset/example.ts';
import { AppError } from '../error/app-error.ts';
import { windowLength, type TokenWindow } from '../model/pack-batch.ts';
import type { ReferenceModel } from '../model/reference-model.ts';
import { rowWindows, type WindowRule } from './row-windows.ts';

/** Both windows end up in one batch, since their difference is what is learnt; so each answer is read as far as one goes. */
export interface AnswerPair {
  chosen: TokenWindow;
  rejected: TokenWindow;
}

/** Throws AppError `score/no-rejected-answer` for an example that is no preference. */
export function answerPair(
  { line, input, output, rejected }: Example,
  { format, context }: ReferenceModel,
  rule: WindowRule
): AnswerPair {
  if (rejected === undefined)
    throw new AppError('score/no-rejected-answer', `Row ${line} is no preference: it has one answer only.`);
  const windowOf = (answer: string) =>
    rowWindows({ input, output: answer }, format, context, { ...rule, maxWindowsPerRow: 1 })[0]!;
  return { chosen: windowOf(output), rejected: windowOf(rejected) };
}

/** Tokens of a window whose prediction counts. */
export const scoredTokens = (window: TokenWindow): number => windowLength(window) - (window.scoredFrom - 1);

/**
 * Mean log-likelihood of a chosen answer's tokens minus that of the rejected one's, nats.
 * @param chosen,rejected summed losses of the windows, nats
 */
export function answerMargin(pair: AnswerPair, chosen: number, rejected: number): number {
  return rejected / scoredTokens(pair.rejected) - chosen / scoredTokens(pair.chosen);
}
