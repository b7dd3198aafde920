// The part of `request.json` that asks people: where what they look at lies, and how many of them a miner may send.
import * as v from 'valibot';
import type { RequestSpec } from '../../request/request-spec.ts';

/** Of one submission. Each labeler is held against each other one, so that work grows with the square. */
export const MOST_LABELERS = 20;
const DEFAULT_LABELERS = 10;

export const HumanBodySchema = v.object({
  /** CID of the folder `assay/task-set/1`; left out where each output has a CID of its own. */
  taskSet: v.optional(v.pipe(v.string(), v.regex(/^[A-Za-z0-9]{10,128}$/, 'must be a CID'))),
  /** Labelers of one submission at most. */
  labelers: v.optional(
    v.pipe(
      v.number(),
      v.integer('must be a whole number'),
      v.minValue(1, 'must be at least 1'),
      v.maxValue(MOST_LABELERS, `must be at most ${MOST_LABELERS}`)
    ),
    DEFAULT_LABELERS
  )
});

export type HumanBody = v.InferOutput<typeof HumanBodySchema>;
export type HumanSpec = RequestSpec & HumanBody;
