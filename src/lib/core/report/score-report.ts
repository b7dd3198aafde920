// A result bound to the request, submission and chain state it was computed for; its bytes are stored by CID.
import type { Result } from '../mechanism/result.ts';

/** @typeParam Evidence of the mechanism of the request. */
export interface ScoreReport<Evidence = unknown> {
  /** `assay/report/1` holds a result of the form `assay/verdict/2`, `assay/report/2` one of the form `assay/result/1`. */
  format: 'assay/report/1' | 'assay/report/2';
  request: { id: string; cid: string };
  submission: { index: number; packageCid: string; miner: string };
  benchmark: { commitment: string };
  /** The block whose hash, with the submission's id, gives the seeds. */
  seedBlock: { number: number; hash: string };
  result: Result<Evidence>;
  /** Other submissions that the validator could not read: what is copied from them counts here. Absent: none. */
  earlierUnread?: number[];
  validator: { hotkey: string; uid: number };
  chain: { genesisHash: string; netuid: number; specVersion: number };
  /** sr25519 over the readable statement of `reportStatement`, by the validator's hotkey; absent until signed. */
  signature?: string;
}

/** The format of a report on `result`. */
export const reportFormat = ({ format }: Pick<Result, 'format'>): ScoreReport['format'] =>
  format === 'assay/verdict/2' ? 'assay/report/1' : 'assay/report/2';
