// What the market holds and for whom, read from its storage without running the EVM: cheap enough to ask after each call.
import { concatHex, keccak256, numberToHex, pad, type Hex } from 'viem';

/** Slots of state variables; a test compares them with the compiler's. */
export const MARKET_SLOTS = { _requests: 0n, _owedRao: 4n, _bonds: 5n } as const;
const REQUEST_SLOTS = 17n;
const STAGE_SLOT = 9n;
const ESCROW_SLOT = 10n;
const ESCROW_OFFSET = 80n;
const RAO_BITS = 64n;

export interface Ledger {
  owedRao: bigint;
  bondsRao: bigint;
  /** Of the bonds: locked by requests. */
  lockedRao: bigint;
  escrowRao: bigint;
  /** One a request. */
  stages: number[];
}

/**
 * @param slotOf a slot of the market's storage, named by 64 hex digits.
 * @param accounts everyone who can be owed anything.
 */
export function createLedgerReader(slotOf: (key: string) => bigint, accounts: readonly Hex[]) {
  const mapped = (slot: bigint) =>
    accounts.map((account) => hexOf(BigInt(keccak256(concatHex([pad(account), word(slot)])))));
  const owedSlots = mapped(MARKET_SLOTS._owedRao);
  const bondSlots = mapped(MARKET_SLOTS._bonds);
  const firstRequest = BigInt(keccak256(word(MARKET_SLOTS._requests)));
  const requestSlots = Array.from({ length: 8 }, (_, id) => firstRequest + BigInt(id) * REQUEST_SLOTS);
  const stageSlots = requestSlots.map((slot) => hexOf(slot + STAGE_SLOT));
  const escrowSlots = requestSlots.map((slot) => hexOf(slot + ESCROW_SLOT));
  const countSlot = hexOf(MARKET_SLOTS._requests);

  return (): Ledger => {
    const requests = Number(slotOf(countSlot));
    if (requests > requestSlots.length) throw new Error('more requests than the reader knows');
    const ledger: Ledger = { owedRao: 0n, bondsRao: 0n, lockedRao: 0n, escrowRao: 0n, stages: [] };
    for (const slot of owedSlots) ledger.owedRao += slotOf(slot);
    for (const slot of bondSlots) {
      const bond = slotOf(slot);
      ledger.bondsRao += part(bond, 0n) + part(bond, 2n * RAO_BITS);
      ledger.lockedRao += part(bond, RAO_BITS);
    }
    for (let id = 0; id < requests; id++) {
      ledger.escrowRao += part(slotOf(escrowSlots[id]!), ESCROW_OFFSET);
      ledger.stages.push(Number((slotOf(stageSlots[id]!) >> 224n) & 0xffn));
    }
    return ledger;
  };
}

const word = (value: bigint): Hex => numberToHex(value, { size: 32 });
const hexOf = (slot: bigint): string => word(slot).slice(2);
const part = (packed: bigint, offset: bigint): bigint => (packed >> offset) & 0xffffffffffffffffn;
