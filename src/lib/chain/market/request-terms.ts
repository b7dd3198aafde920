// A request's terms as the contract's ABI has them, and back: blocks of a moment are uint64 there, counts are uint32.
import type { RequestTerms } from '../../core/market/market-state.ts';

export type ContractTerms = Omit<RequestTerms, 'deadlineBlock'> & { deadlineBlock: bigint };

export const toContractTerms = (terms: RequestTerms): ContractTerms => ({
  ...terms,
  deadlineBlock: BigInt(terms.deadlineBlock)
});

export const fromContractTerms = (terms: ContractTerms): RequestTerms => ({
  ...terms,
  deadlineBlock: Number(terms.deadlineBlock)
});
