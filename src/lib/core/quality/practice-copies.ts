// Rows that stand, or nearly stand, among the request's practice rows: everybody has those, so nobody is paid for them.
import type { GateResult } from '../gate/gate-result.ts';
import type { CopiedLines } from './copied-lines.ts';
import { QUALITY_LIMITS } from './quality-limits.ts';
import { GateTally, shareResult } from './row-gate.ts';

/** @param copied compared with the practice rows */
export function practiceCopies(copied: CopiedLines, rows: number): GateResult {
  const tally = new GateTally();
  for (const [line] of copied.inOrder())
    tally.add({ line, message: 'This row stands among the practice rows of the request, which everybody has.' });
  const gate = {
    name: 'practice-copies',
    limit: QUALITY_LIMITS.worthlessShare,
    offence: 'stand among the practice rows',
    clean: 'No row stands among the practice rows.'
  } as const;
  return shareResult(gate, tally, rows);
}
