// A result bound to the request, submission and chain state it was computed for; its bytes are stored by CID.
import type { Result } from '../mechanism/result.ts';
import type { Unreadable } from './unreadable.ts';

/** @typeParam Evidence of the mechanism of the request. */
export interface ScoreReport<Evidence = unknown> {
  /** Written is `assay/report/3`. The two before it, one for lift and one for other mechanisms, are read: they name no market. */
  format: 'assay/report/1' | 'assay/report/2' | 'assay/report/3';
  request: { id: string; cid: string };
  submission: { index: number; packageCid: string; miner: string };
  benchmark: { commitment: string };
  /** The block whose hash, with the submission's id, gives the seeds. */
  seedBlock: { number: number; hash: string };
  result: Result<Evidence>;
  /** What the miner made unreadable; then nothing was measured, and the result is a score of 0 without evidence. */
  unreadable?: Unreadable;
  /** Other submissions that the validator could not read: what is copied from them counts here. Absent: none. */
  earlierUnread?: number[];
  validator: { hotkey: string; uid: number };
  /** `market`: the contract's address in lower case, from `assay/report/3` on. */
  chain: { genesisHash: string; market?: string; netuid: number; specVersion: number };
  /** sr25519 over the readable statement of `reportStatement`, by the validator's hotkey; absent until signed. */
  signature?: string;
}

/** The format of a report that is written now. */
export const REPORT_FORMAT = 'assay/report/3';
