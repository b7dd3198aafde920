// The body of a request for a harness: how much its program is to write, and what it may use.
import { MACHINE_BOUNDS } from '../../mechanism/machine-needs.ts';
import * as v from 'valibot';
import type { ProgramLimits } from '../../program/program-limits.ts';
import { DEFAULT_PROGRAM_LIMITS } from '../../program/program-limits.ts';
import type { RequestSpec } from '../../request/request-spec.ts';
import { CONVERSATION_LIMITS } from '../dataset/conversation-limits.ts';
import type { HarnessTerms } from '../judge/harness-terms.ts';
import { UPSTREAM_POLICY } from '../review/review-package.ts';

const MIB = 1024 * 1024;
const whole = (least: number, most: number) =>
  v.pipe(
    v.number(),
    v.integer('must be a whole number'),
    v.minValue(least, `must be at least ${least}`),
    v.maxValue(most, `must be at most ${most}`)
  );
const conversations = whole(1, CONVERSATION_LIMITS.maxConversations);

export const HARNESS_BODY_LIMITS = Object.freeze({
  maxSeconds: MACHINE_BOUNDS.seconds,
  minMemoryMiB: 64,
  maxMemoryMiB: MACHINE_BOUNDS.memoryMiB
});

export const HarnessBodySchema = v.object({
  conversations: v.pipe(
    v.object({ min: conversations, max: conversations }),
    v.check(({ min, max }) => min <= max, 'has a minimum above its maximum')
  ),
  limits: v.object({
    /** Of a run on the miner's own machine; a validator waits `CLOCK_MARGIN` times as long. */
    seconds: whole(1, HARNESS_BODY_LIMITS.maxSeconds),
    memoryMiB: whole(HARNESS_BODY_LIMITS.minMemoryMiB, HARNESS_BODY_LIMITS.maxMemoryMiB)
  }),
  /** Whether each conversation is to bring tests along, which are run on its answer: up to .3 of what it is worth. */
  tests: v.boolean(),
  /** Whether critical findings and suspicious text refuse a program before it runs, or only inform. */
  review: v.picklist(['refuse', 'inform'], 'must be refuse or inform')
});

export type HarnessBody = v.InferOutput<typeof HarnessBodySchema>;
/** A request for a harness, whole. */
export type HarnessSpec = RequestSpec & HarnessBody;

/**
 * How much longer than the request's `seconds` a validator lets a program run. Machines differ by less, so that the clock of a slow
 * one does not end what its miner saw finish.
 */
export const CLOCK_MARGIN = 4;

export function programLimitsOf({ limits: { seconds, memoryMiB } }: HarnessBody, clockMargin = 1): ProgramLimits {
  return { ...DEFAULT_PROGRAM_LIMITS, wallMs: seconds * clockMargin * 1000, memoryBytes: memoryMiB * MIB };
}

export function harnessTermsOf(body: HarnessBody, clockMargin = 1): HarnessTerms {
  const policy = body.review === 'refuse' ? UPSTREAM_POLICY : { refusesFrom: null, refusesSuspicious: false };
  return { limits: programLimitsOf(body, clockMargin), policy, tests: body.tests, wanted: body.conversations };
}
