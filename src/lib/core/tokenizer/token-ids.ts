// The ids of tokens: the 256 bytes, three marks, then the merged pairs in the order they were learnt.

/** Ids above the 256 bytes; the merges follow. */
export const START_TOKEN = 256;
export const OUTPUT_TOKEN = 257;
export const END_TOKEN = 258;
export const FIRST_MERGED_TOKEN = 259;

/** Two ids that become one, in the order they were learnt. */
export type BytePair = readonly [left: number, right: number];

export const pairKey = (left: number, right: number): number => left * 65_536 + right;
