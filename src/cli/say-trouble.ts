// Says in the terminal what goes wrong in the parts that run behind it: once, and again after a while, not for every block.
import { AppError } from '#lib/core/error/app-error.ts';
import { say } from './say.ts';

const AGAIN_MS = 60_000;

/** @param now milliseconds since 1970 */
export function troubleLines(now: () => number = Date.now, tell = say): (part: string, thrown: unknown) => void {
  const saidMs = new Map<string, number>();
  return (part, thrown) => {
    const { code, short, hints } = AppError.from(thrown);
    const key = `${part} ${code}`;
    const nowMs = now();
    if (nowMs - (saidMs.get(key) ?? -Infinity) < AGAIN_MS) return;
    saidMs.set(key, nowMs);
    tell(`assay: ${part}: ${short}${hints[0] ? ` ${hints[0]}` : ''}`);
  };
}
