// A request's terms as the contract's ABI has them, and back: blocks of a moment are uint64 there, counts are uint32, what is not
// there is 0.
import type { Hex } from '../../core/encoding/hex.ts';
import type { RequestTerms } from '../../core/market/market-state.ts';
import { wordOrNull } from './contract-values.ts';

type Changed = 'deadlineBlock' | 'parentRequest' | 'inviteRoot' | 'benchmarkKeyHash';

export type ContractTerms = Omit<RequestTerms, Changed> & {
  deadlineBlock: bigint;
  /** 1 + its number. */
  parentRequest: bigint;
  inviteRoot: Hex;
  benchmarkKeyHash: Hex;
};

const ZERO_WORD: Hex = `0x${'0'.repeat(64)}`;

export const toContractTerms = (terms: RequestTerms): ContractTerms => ({
  ...terms,
  deadlineBlock: BigInt(terms.deadlineBlock),
  parentRequest: terms.parentRequest === null ? 0n : BigInt(terms.parentRequest) + 1n,
  inviteRoot: terms.inviteRoot ?? ZERO_WORD,
  benchmarkKeyHash: terms.benchmarkKeyHash ?? ZERO_WORD
});

export const fromContractTerms = (terms: ContractTerms): RequestTerms => ({
  ...terms,
  deadlineBlock: Number(terms.deadlineBlock),
  parentRequest: terms.parentRequest === 0n ? null : Number(terms.parentRequest) - 1,
  inviteRoot: wordOrNull(terms.inviteRoot),
  benchmarkKeyHash: wordOrNull(terms.benchmarkKeyHash)
});
