// Files the user names: read whole, with a clear error instead of a stack trace.
import { readFile, stat } from 'node:fs/promises';
import { AppError } from '#lib/core/error/app-error.ts';

/** @throws AppError `input/no-such-file`, `input/too-large`, `input/unreadable`. */
export async function readInput(path: string, maxBytes = 256 << 20): Promise<Uint8Array> {
  try {
    const { size } = await stat(path);
    if (size > maxBytes)
      throw new AppError('input/too-large', `${path} has ${size} bytes; at most ${maxBytes} are read.`, {
        details: { file: path }
      });
    return new Uint8Array(await readFile(path));
  } catch (thrown) {
    if (thrown instanceof AppError) throw thrown;
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT')
      throw new AppError('input/no-such-file', `There is no file ${path}.`, { details: { file: path } });
    throw new AppError('input/unreadable', `${path} cannot be read.`, { details: { file: path }, cause: thrown });
  }
}

/** @throws AppError `input/not-a-number` naming the option. */
export function readWhole(option: string, text: string, least = 0, most = Infinity): number {
  if (/^\d{1,15}$/.test(text) && Number(text) >= least && Number(text) <= most) return Number(text);
  const bounds = most === Infinity ? `of at least ${least}` : `from ${least} to ${most}`;
  throw new AppError('input/not-a-number', `--${option} must be a whole number ${bounds}, not "${text}".`, {
    details: { option }
  });
}

/** @throws AppError `input/not-a-choice` naming the option and what it takes. */
export function readChoice<T extends string>(option: string, text: string, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === text);
  if (found !== undefined) return found;
  throw new AppError('input/not-a-choice', `--${option} takes ${choices.join(', ')}, not "${text}".`, {
    details: { option }
  });
}
