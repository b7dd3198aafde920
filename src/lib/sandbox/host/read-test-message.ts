// Reads what a guest says of tests: data of a stranger, as in `read-guest-message.ts`.
import * as v from 'valibot';
import type { GuestMessage } from '../guest/guest-message.ts';

const MOST_PARTS = 16;
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const text = (most: number) => v.pipe(v.string(), v.maxLength(most));

const OutcomeSchema = v.variant('passed', [
  v.object({ passed: v.literal(true) }),
  v.object({
    passed: v.literal(false),
    reason: v.picklist(['raised', 'budget', 'forbidden', 'crashed']),
    part: v.pipe(count, v.maxValue(MOST_PARTS)),
    detail: text(300)
  })
]);
const MessageSchema = v.variant('kind', [
  v.object({ kind: v.literal('ready') }),
  v.object({ kind: v.literal('tested'), outcome: OutcomeSchema, steps: count }),
  v.object({ kind: v.literal('done') }),
  v.object({ kind: v.literal('broken'), detail: text(1000) })
]);

type TestMessage = Extract<GuestMessage, { kind: 'ready' | 'tested' | 'done' | 'broken' }>;

/** The message; null for what is none. */
export function readTestMessage(said: unknown): TestMessage | null {
  const { success, output } = v.safeParse(MessageSchema, said);
  return success ? output : null;
}
