// The words and the tone for each state of a transaction.
import type { TxRecord } from './tx-record.ts';

export const TX_STATUS: Record<
  TxRecord['status'],
  { text: string; tone: 'neutral' | 'good' | 'bad' | 'warn' | 'info' }
> = {
  preparing: { text: 'Preparing', tone: 'neutral' },
  'awaiting-signature': { text: 'Waiting for your signature', tone: 'warn' },
  sending: { text: 'Signed, being sent', tone: 'info' },
  broadcast: { text: 'Sent', tone: 'info' },
  'in-block': { text: 'In a block', tone: 'info' },
  retracted: { text: 'Its block was retracted', tone: 'warn' },
  unknown: { text: 'Not known yet whether it arrived', tone: 'warn' },
  finalized: { text: 'Final', tone: 'good' },
  rejected: { text: 'Not signed', tone: 'neutral' },
  abandoned: { text: 'Not sent', tone: 'neutral' },
  failed: { text: 'Failed', tone: 'bad' }
};

const NOTES: Partial<Record<TxRecord['status'], string>> = {
  retracted: 'The chain took back that block. The transaction waits to be put into another one; it was sent once.',
  unknown:
    'The connection broke after it was signed. It is looked up as soon as the chain answers: do not send it again.',
  abandoned: 'The page was closed before it was signed.'
};

/** What the reader should know about this record beside its state, or null. */
export function noteOf(record: TxRecord): string | null {
  return record.note ?? NOTES[record.status] ?? null;
}
