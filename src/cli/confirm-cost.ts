// What a transaction can cost, said before it is signed; with `--ask` the user says yes or no to it on the terminal.
import { createInterface } from 'node:readline/promises';
import { taoText } from '#lib/core/encoding/tao.ts';
import type { TxCost } from '#lib/ports/tx-state.ts';
import { AppError } from '#lib/core/error/app-error.ts';
import { say } from './say.ts';

/** For `TxOptions.confirmCost`. */
export function confirmCost({
  ask,
  signal
}: {
  ask: boolean;
  signal: AbortSignal;
}): (cost: TxCost) => Promise<boolean> {
  return async ({ valueRao, gasRao, feeRao }) => {
    say(
      `costs at most ${taoText(valueRao + gasRao + feeRao)} TAO (value ${taoText(valueRao)}, gas ${taoText(gasRao)}, fee ${taoText(feeRao)})`
    );
    return ask ? agreed('Sign and send?', signal) : true;
  };
}

/** @throws AppError `input/no-terminal` where nobody can be asked. */
export async function agreed(question: string, signal: AbortSignal): Promise<boolean> {
  if (!process.stdin.isTTY)
    throw new AppError('input/no-terminal', 'There is no terminal to ask on.', {
      hints: ['Run it on a terminal, or without asking.']
    });
  // Not in raw mode, where Ctrl-C would be a key and not an interrupt.
  const terminal = createInterface({ input: process.stdin, output: process.stderr, terminal: false });
  try {
    return /^y(es)?$/i.test((await terminal.question(`${question} y/N `, { signal })).trim());
  } finally {
    terminal.close();
  }
}
