// Scores of rows as a harness writes them.
import { readConversations } from '../dataset/read-conversations.ts';
import { harnessScore, type HarnessScore, type HarnessScoreInput } from '../score/harness-score.ts';

export const conversationsOf = (rows: readonly unknown[]) =>
  readConversations(new TextEncoder().encode(rows.map((row) => JSON.stringify(row)).join('\n')));

/** With nothing known of copies, tests and a benchmark, unless said. */
export const scoreRows = (rows: readonly unknown[], more: Partial<HarnessScoreInput> = {}): HarnessScore =>
  harnessScore({
    conversations: conversationsOf(rows),
    seed: 7,
    checks: null,
    copiedProgram: 0,
    copiedLines: [],
    renewal: null,
    lift: null,
    ...more
  });
