// Rows that stand, or nearly stand, in a submission that was committed before this one: the earliest commitment wins.
import type { GateResult } from '../gate/gate-result.ts';
import type { CopiedLines } from './copied-lines.ts';
import { QUALITY_LIMITS } from './quality-limits.ts';
import { GateTally, shareResult } from './row-gate.ts';

/** @param copied compared with each earlier submission, in their order */
export function earlierSubmissions(copied: CopiedLines, rows: number): GateResult {
  const tally = new GateTally();
  for (const [line, source] of copied.inOrder())
    tally.add({ line, message: `This row stands in submission ${source} of this request, which came first.` });
  const { worthlessShare: limit } = QUALITY_LIMITS;
  const gate = {
    name: 'earlier-submissions',
    limit,
    offence: 'stand in an earlier submission',
    clean: 'No row stands in an earlier submission.'
  } as const;
  const result = shareResult(gate, tally, rows);
  const { sources, readable } = copied;
  const unread = readable === sources ? '' : `, ${sources - readable} of which had no readable row`;
  return { ...result, detail: `${result.detail} Compared with ${sources} earlier submissions${unread}.` };
}
