// What the reference model learns about the hidden conversations from those that a program wrote: the lift mechanism on rows of
// both, gates and all.
import { DATASET_LIMITS } from '../../dataset/dataset-limits.ts';
import { AppError } from '../../error/app-error.ts';
import { scoreOnMachine } from '../../lift/score-on-machine.ts';
import type { LongCallOptions } from '../../long-call.ts';
import type { Machine } from '../../mechanism/machine.ts';
import type { Cancelled } from '../../mechanism/result.ts';
import type { RowsSpec } from '../../request/rows-body.ts';
import { CONVERSATION_LIMITS } from '../dataset/conversation-limits.ts';
import type { Conversation } from '../dataset/conversation.ts';
import type { ConversationLift } from '../judge/conversation-lift.ts';
import { readConversations } from '../dataset/read-conversations.ts';
import { readOutput } from '../judge/read-output.ts';
import { HARNESS_LIFT } from '../score/harness-protocol.ts';
import { conversationRows } from './conversation-rows.ts';

/** The request for rows that conversations are measured under. */
const ROWS: RowsSpec = {
  format: 'assay/request/1',
  mechanism: 'lift',
  protocol: HARNESS_LIFT,
  title: 'Conversations',
  domain: 'conversations',
  description: 'What was said before an answer, and the answer.',
  maxBytes: DATASET_LIMITS.maxBytes,
  license: 'CC0-1.0',
  kind: 'text',
  schema: { type: 'object' },
  fields: { kind: 'pair', input: '/input', output: '/output' },
  rows: { min: 1, max: CONVERSATION_LIMITS.maxConversations },
  constraints: []
};

/**
 * @param hidden the benchmark's conversations, JSON Lines.
 * @throws AppError errors of `scoreDataset`; `benchmark/...` where the hidden part is none.
 */
export async function liftOfConversations(
  conversations: readonly Conversation[],
  { hidden, earlier, seeds }: { hidden: Uint8Array; earlier: readonly Uint8Array[]; seeds: number[] },
  machine: Machine,
  options: LongCallOptions
): Promise<ConversationLift | Cancelled> {
  const result = await scoreOnMachine(
    {
      spec: ROWS,
      data: conversationRows(conversations),
      benchmark: conversationRows(readHidden(hidden)),
      earlier: earlier.flatMap(rowsOf),
      seeds
    },
    machine,
    options
  );
  if ('cancelled' in result) return result;
  const { score, interval95, reason, evidence } = result;
  return { score, interval95, reason, backend: evidence.backend };
}

/** One file of rows, or none for what holds no conversations. */
function rowsOf(output: Uint8Array): Uint8Array[] {
  const { conversations } = readOutput(output);
  return conversations === null ? [] : [conversationRows(conversations)];
}

/** @throws AppError `benchmark/empty`, `benchmark/invalid-row` with `details.line` and `details.path`. */
export function readHidden(hidden: Uint8Array): Conversation[] {
  if (hidden.length === 0) throw new AppError('benchmark/empty', 'The hidden part has no conversations.');
  try {
    return readConversations(hidden);
  } catch (thrown) {
    const { short, details } = AppError.from(thrown);
    throw new AppError('benchmark/invalid-row', `Hidden conversations: ${short}`, {
      hints: ['Correct this line: each is one conversation, as a program of the request is to write them.'],
      details,
      cause: thrown
    });
  }
}
