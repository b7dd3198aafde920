// The most gas each payable call of the market can use: the bounds of the gas table in docs/market.md, which hold in tests.
// A node cannot estimate such a call before its value lies at the caller's EVM address; unused gas is given back.

export const PAYABLE_GAS = {
  open: 3_000_000n,
  topUp: 70_000n,
  commitSubmission: 300_000n,
  challenge: 300_000n,
  appeal: 300_000n,
  buy: 180_000n,
  depositBond: 70_000n
} as const;

export type PayableCall = keyof typeof PAYABLE_GAS;
