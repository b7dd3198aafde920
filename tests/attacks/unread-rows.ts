// Rows that hide behind those that are judged: which rows of a submission are judged for pairing follows from what they say alone, unless
// the submission's seed draws them. A worthless row says the same with a number behind its question, and is tried with many.
import type { Example } from '#lib/core/dataset/example.ts';
import { canonicalOrder } from '#lib/core/lift/canonical-order.ts';
import type { LiftProtocol } from '#lib/core/lift/protocol.ts';

const VARIANTS = 600;

/** Good rows, as many as are judged at most, and worthless ones, up to `count` in all, that stand behind all of them in the draw by hash. */
export function withUnreadRows(
  good: readonly Example[],
  worthless: readonly Example[],
  count: number,
  { pairingRows }: Pick<LiftProtocol, 'pairingRows'>
): Example[] {
  const read = good.slice(0, pairingRows);
  const ofGood = new Set(read);
  const hidden: Example[] = [];
  for (const row of worthless) {
    if (read.length + hidden.length === count) break;
    const variants = Array.from({ length: VARIANTS }, (_, number) => ({ ...row, input: `${row.input} (${number})` }));
    const last = canonicalOrder([...read, ...variants], 'pairing').at(-1)!;
    if (!ofGood.has(last)) hidden.push(last);
  }
  return [...read, ...hidden];
}
