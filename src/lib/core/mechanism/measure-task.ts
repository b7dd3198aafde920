// What a measurement works on: a request's document, the submission's rows, the hidden ones and the seeds.
import type { RequestSpec } from '../request/request-spec.ts';

export interface ScoreInput {
  spec: RequestSpec;
  /** The submission's rows, JSONL. */
  data: Uint8Array;
  /** The benchmark's rows, JSONL. */
  benchmark: Uint8Array;
  /** Rows of the earlier submissions of the same request, JSONL each, earliest first. */
  earlier?: readonly Uint8Array[];
  /** uint32 each, from `deriveSeeds`. */
  seeds: number[];
}
