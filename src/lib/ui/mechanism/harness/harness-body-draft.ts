// The body of a request for a program while it is written: fields as typed, what is wrong with them, and the document's fields.
import { CONVERSATION_LIMITS } from '../../../core/harness/dataset/conversation-limits.ts';
import { HARNESS_BODY_LIMITS, type HarnessBody } from '../../../core/harness/mechanism/harness-body.ts';
import { formatInteger } from '../../../core/encoding/format-integer.ts';

export interface HarnessBodyDraft {
  conversationsMin: string;
  conversationsMax: string;
  seconds: string;
  memoryMiB: string;
  tests: boolean;
  review: HarnessBody['review'];
}

export const emptyHarnessBody = (): HarnessBodyDraft => ({
  conversationsMin: '20',
  conversationsMax: '1000',
  seconds: '60',
  memoryMiB: '256',
  tests: false,
  review: 'refuse'
});

export function harnessBodyProblems(body: HarnessBodyDraft): Record<string, string> {
  const { maxConversations } = CONVERSATION_LIMITS;
  const { maxSeconds, minMemoryMiB, maxMemoryMiB } = HARNESS_BODY_LIMITS;
  const found: [field: keyof HarnessBodyDraft, problem: string | null][] = [
    ['conversationsMin', wholeBetween(body.conversationsMin, 1, maxConversations)],
    [
      'conversationsMax',
      wholeBetween(body.conversationsMax, 1, maxConversations) ??
        (Number(body.conversationsMax) < Number(body.conversationsMin)
          ? 'The most must not be below the fewest.'
          : null)
    ],
    ['seconds', wholeBetween(body.seconds, 1, maxSeconds)],
    ['memoryMiB', wholeBetween(body.memoryMiB, minMemoryMiB, maxMemoryMiB)]
  ];
  return Object.fromEntries(found.filter((one): one is [keyof HarnessBodyDraft, string] => one[1] !== null));
}

/** Call it only where `harnessBodyProblems` names none. */
export function toHarnessBody(body: HarnessBodyDraft): HarnessBody {
  return {
    conversations: { min: Number(body.conversationsMin), max: Number(body.conversationsMax) },
    limits: { seconds: Number(body.seconds), memoryMiB: Number(body.memoryMiB) },
    tests: body.tests,
    review: body.review
  };
}

function wholeBetween(text: string, least: number, most: number): string | null {
  const value = /^\d{1,9}$/.test(text.trim()) ? Number(text) : NaN;
  return value >= least && value <= most
    ? null
    : `Write a whole number from ${formatInteger(least)} to ${formatInteger(most)}.`;
}
