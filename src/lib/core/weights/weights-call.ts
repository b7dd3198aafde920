// A transaction that carries weights, as data; the chain's edge makes the extrinsic of it.

/** One weights transaction as data; `mechanism` 0 is the subnet's main one. */
export type WeightsCall = { mechid: number } & (
  | { kind: 'set'; uids: number[]; values: number[]; versionKey: bigint }
  | { kind: 'commit'; hash: `0x${string}` }
  | { kind: 'reveal'; uids: number[]; values: number[]; salt: number[]; versionKey: bigint }
  | { kind: 'timelocked'; ciphertext: Uint8Array; round: number; version: number }
);
