// The words and the tone for each state of a transaction.
import type { TxRecord } from './transactions.svelte.ts';

export const TX_STATUS: Record<
  TxRecord['status'],
  { text: string; tone: 'neutral' | 'good' | 'bad' | 'warn' | 'info' }
> = {
  preparing: { text: 'Preparing', tone: 'neutral' },
  'awaiting-signature': { text: 'Waiting for your signature', tone: 'warn' },
  broadcast: { text: 'Sent', tone: 'info' },
  'in-block': { text: 'In a block', tone: 'info' },
  retracted: { text: 'Its block was retracted', tone: 'warn' },
  finalized: { text: 'Final', tone: 'good' },
  rejected: { text: 'Not signed', tone: 'neutral' },
  failed: { text: 'Failed', tone: 'bad' },
  unknown: { text: 'Unknown: the page was closed before the chain answered', tone: 'warn' }
};
