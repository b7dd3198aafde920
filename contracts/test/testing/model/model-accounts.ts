// Claims, bonds and the treasury's address, as docs/market.md has them.
import type { Hex } from 'viem';
import { bondIn, owe, refuseIf, type ModelCall } from './model-call.ts';
import { lower, ZERO_ADDRESS, ZERO_WORD } from './model-state.ts';

const WEEK_BLOCKS = 50_400n;
const MOST_UINT64 = 2n ** 64n - 1n;

export function claim(call: ModelCall, [payTo]: [Hex]): void {
  refuseIf(payTo === ZERO_WORD, 'InvalidPayee');
  refuseIf(!call.state.owedRao.get(call.from), 'NothingOwed');
  refuseIf(call.refusePayments, 'PaymentFailed');
  call.state.owedRao.set(call.from, 0n);
}

/** To an account without code, which cannot refuse. */
export function claimToMirror({ state, from }: ModelCall): void {
  refuseIf(!state.owedRao.get(from), 'NothingOwed');
  state.owedRao.set(from, 0n);
}

export function depositBond({ state, from, rao, extraWei }: ModelCall): void {
  refuseIf(rao === 0n || rao > MOST_UINT64 || extraWei !== 0n, 'WrongValue', rao);
  bondIn(state, from).activeRao += rao;
}

export function requestWithdrawal({ state, from, block }: ModelCall, [rao]: [bigint]): void {
  const bond = bondIn(state, from);
  refuseIf(rao === 0n || rao > bond.activeRao - bond.lockedRao, 'BondTooSmall');
  bond.activeRao -= rao;
  bond.leavingRao += rao;
  bond.leavesBlock = block + WEEK_BLOCKS;
}

export function withdrawBond({ state, from, block }: ModelCall): void {
  const bond = bondIn(state, from);
  refuseIf(bond.leavingRao === 0n, 'NothingOwed');
  refuseIf(block < bond.leavesBlock, 'TooEarly', bond.leavesBlock);
  owe(state, from, bond.leavingRao);
  bond.leavingRao = 0n;
}

export function proposeTreasury({ state: { treasury }, from, block }: ModelCall, [successor]: [Hex]): void {
  refuseIf(from !== treasury.holder, 'NotAllowed');
  treasury.proposed = lower(successor);
  treasury.fromBlock = block + WEEK_BLOCKS;
}

export function acceptTreasury({ state: { treasury }, from, block }: ModelCall): void {
  refuseIf(from !== treasury.proposed, 'NotAllowed');
  refuseIf(block < treasury.fromBlock, 'TooEarly', treasury.fromBlock);
  treasury.holder = from;
  treasury.proposed = ZERO_ADDRESS;
}
