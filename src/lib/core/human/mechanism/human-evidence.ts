// What a result of people's judgements rests on, and how evidence of unknown origin is read: its shape is checked before anything
// in it is believed.
import * as v from 'valibot';
import { AppError } from '../../error/app-error.ts';
import { MAX_SUBMISSIONS } from '../../market/market-constants.ts';
import type { Result } from '../../mechanism/result.ts';
import { ANSWER_LIMITS } from '../task-set/task-set-limits.ts';
import { MOST_LABELERS } from './human-body.ts';
import type { JudgedAnswers } from './judge-answers.ts';

const MOST_ALIKE = 10;

const share = v.pipe(v.number(), v.finite(), v.minValue(0), v.maxValue(1));
const whole = v.pipe(v.number(), v.finite(), v.integer(), v.minValue(0));
const name = v.pipe(v.string(), v.maxLength(ANSWER_LIMITS.maxNameLength));
const FLAGS = [
  'no-gold',
  'not-beyond-chance',
  'reversed',
  'all-tied',
  'by-position',
  'alike',
  'differs-on-open'
] as const;
const flag = v.picklist(FLAGS);

const HumanEvidenceSchema = v.object({
  goldTasks: whole,
  openTasks: whole,
  answers: whole,
  /** Factors of the score; null where a gate failed. */
  factors: v.nullable(v.object({ agreement: share, coverage: share, open: share, independent: share })),
  labelers: v.pipe(
    v.array(
      v.object({
        labeler: name,
        score: share,
        interval95: v.tuple([share, share]),
        answered: whole,
        gold: whole,
        flags: v.pipe(v.array(flag), v.maxLength(FLAGS.length)),
        /** Whom it is too much alike, the most first. */
        alike: v.pipe(v.array(v.object({ labeler: name, miner: name, share })), v.maxLength(MOST_ALIKE))
      })
    ),
    v.maxLength(MOST_LABELERS),
    v.check(
      (labelers) => new Set(labelers.map(({ labeler }) => labeler)).size === labelers.length,
      'names a labeler twice'
    )
  ),
  /** Submissions that it was held against. */
  others: v.pipe(v.array(whole), v.maxLength(MAX_SUBMISSIONS))
});

export type HumanEvidence = v.InferOutput<typeof HumanEvidenceSchema>;
export type HumanResult = Result<HumanEvidence>;

export const evidenceOf = ({ score, labelers, gates: _, ...counts }: JudgedAnswers): HumanEvidence => ({
  ...counts,
  factors: score && {
    agreement: score.agreement,
    coverage: score.coverage,
    open: score.open,
    independent: score.independent
  },
  labelers: labelers.map(({ labeler, score: own, interval95, answered, gold, flags, alike }) => ({
    labeler,
    score: own,
    interval95,
    answered,
    gold,
    flags,
    alike: alike.slice(0, MOST_ALIKE)
  }))
});

/** @throws AppError `report/malformed` naming the field. */
export function parseHumanEvidence(evidence: unknown): HumanEvidence {
  const result = v.safeParse(HumanEvidenceSchema, evidence);
  if (result.success) return result.output;
  const issue = result.issues[0];
  throw new AppError(
    'report/malformed',
    `This is no result of judgements: ${v.getDotPath(issue) ?? 'it'}: ${issue.message}.`,
    { hints: ['It counts as no evidence.'] }
  );
}
