// How the numeric cases of subtensor `tests/epoch.rs` stand here: a state as `assay yuma` reads it, epochs that follow
// each other with what changes before each, and the integers asserted there.

/** `[[uid, value], ...]`. */
export type Row = [uid: number, value: number][];

/** Fields of the state document that change; rows by uid. */
export interface Change {
  block?: number;
  lastUpdate?: number[];
  blockAtRegistration?: number[];
  validatorPermits?: boolean[];
  stakeRao?: number[];
  weights?: Record<number, Row>;
  bonds?: Record<number, Row>;
  /** The uid that asked for a bonds reset. */
  resetBondsTo?: number;
}

/** Only what is named is asserted; null in a list is not. */
export interface Expected {
  consensus?: (number | null)[];
  incentive?: (number | null)[];
  dividends?: (number | null)[];
  emissionRao?: (number | null)[];
  validatorPermits?: boolean[];
  /** A missing bond is 0. */
  bonds?: [from: number, to: number, value: number][];
  /** Shares of 1 within 0.001, as that file compares Yuma 3. */
  nearDividends?: number[];
  /** From each validator to uids 3 and on. */
  nearBonds?: number[][];
}

export interface EpochCase {
  /** The test function there, and which of its rounds. */
  name: string;
  state: { n: number } & Record<string, unknown>;
  /** Between epochs permits and bonds carry over. As in that file no epoch counts as the subnet's last one. */
  epochs: { change?: Change; expected?: Expected }[];
}

/** A subnet whose n neurons registered at block 0 and never set weights; emission 1 TAO. */
export const freshSubnet = (stakeRao: number[], fields: Record<string, unknown> = {}): EpochCase['state'] => ({
  n: stakeRao.length,
  block: 0,
  tempo: 65_534,
  stakeRao,
  lastUpdate: stakeRao.map(() => 0),
  blockAtRegistration: stakeRao.map(() => 0),
  validatorPermits: stakeRao.map(() => false),
  maxAllowedValidators: stakeRao.length,
  weights: stakeRao.map(() => []),
  emissionRao: 1_000_000_000,
  ...fields
});

export const list = <T>(length: number, value: T): T[] => Array<T>(length).fill(value);
