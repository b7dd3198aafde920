// When a chain that says nothing about a transaction on its way is worth a sentence.
import type { TxRecord } from './tx-record.ts';

/** A node acknowledges at once, whatever the pace of its blocks. */
const QUIET_ACKNOWLEDGEMENT_MS = 5_000;
const QUIET_BLOCKS = 5;
const DEFAULT_BLOCK_SECONDS = 12;

/** Seconds since something was last heard, when that is longer than usual; else null. */
export function quietSeconds(record: TxRecord, nowMs: number, blockSeconds: number | null): number | null {
  const { status, updatedAtMs } = record;
  if (!['sending', 'broadcast', 'in-block', 'retracted'].includes(status)) return null;
  const blocksMs = (blockSeconds ?? DEFAULT_BLOCK_SECONDS) * 1_000 * QUIET_BLOCKS;
  const patienceMs = status === 'sending' ? QUIET_ACKNOWLEDGEMENT_MS : Math.max(blocksMs, QUIET_ACKNOWLEDGEMENT_MS);
  const quietMs = nowMs - updatedAtMs;
  return quietMs > patienceMs ? Math.floor(quietMs / 1_000) : null;
}
