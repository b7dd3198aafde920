// pallet_balances: free balances in rao, existential deposit 500 rao, transfers. Subtensor's index 5.
import { blake2Concat } from '../frame/hashers.ts';
import type { DispatchContext } from '../frame/dispatch-context.ts';
import {
  call,
  constant,
  DispatchFailure,
  ensureRoot,
  ensureSigned,
  errorsOf,
  eventsOf,
  storageOf,
  type PalletDeclaration
} from '../frame/pallet.ts';
import { accountId, multiAddress, taoBalance, type MultiAddress } from '../frame/runtime-types.ts';
import { map, mapKey, value } from '../frame/storage-item.ts';
import { struct, vec } from '../scale/composites.ts';
import { bool, compactBig, fixedBytes, u32 } from '../scale/primitives.ts';
import type { KeyValue } from '../state/key-value.ts';
import { systemEvents, systemStorage } from './system.ts';

const PALLET = 'Balances';
export const EXISTENTIAL_DEPOSIT_RAO = 500n;

const balanceLock = struct('pallet_balances::types::BalanceLock', {
  id: fixedBytes(8),
  amount: taoBalance,
  reasons: fixedBytes(1)
});

export const balancesStorage = storageOf(PALLET, {
  TotalIssuance: value(taoBalance, 0n),
  InactiveIssuance: value(taoBalance, 0n),
  Locks: map([mapKey(blake2Concat, accountId)], vec(balanceLock), () => [])
});

const amount = taoBalance;
export const balancesEvents = eventsOf(PALLET, 5, {
  Endowed: { index: 0, fields: { account: accountId, free_balance: amount } },
  DustLost: { index: 1, fields: { account: accountId, amount } },
  Transfer: { index: 2, fields: { from: accountId, to: accountId, amount } },
  BalanceSet: { index: 3, fields: { who: accountId, free: amount } },
  Reserved: { index: 4, fields: { who: accountId, amount } },
  Unreserved: { index: 5, fields: { who: accountId, amount } },
  Deposit: { index: 7, fields: { who: accountId, amount } },
  Withdraw: { index: 8, fields: { who: accountId, amount } },
  Slashed: { index: 9, fields: { who: accountId, amount } },
  Minted: { index: 10, fields: { who: accountId, amount } },
  Burned: { index: 11, fields: { who: accountId, amount } },
  Issued: { index: 14, fields: { amount } },
  Rescinded: { index: 15, fields: { amount } }
});

export const balancesErrors = errorsOf(PALLET, 5, [
  'VestingBalance',
  'LiquidityRestrictions',
  'InsufficientBalance',
  'ExistentialDeposit',
  'Expendability',
  'ExistingVestingSchedule',
  'DeadAccount',
  'TooManyReserves',
  'TooManyHolds',
  'TooManyFreezes',
  'IssuanceDeactivated',
  'DeltaZero'
]);

const transferArgs = { dest: multiAddress, value: compactBig(taoBalance) };
const TRANSFER_REF_TIME = 147_000_000n;

export const balances: PalletDeclaration = {
  name: PALLET,
  index: 5,
  path: 'pallet_balances::pallet',
  storage: balancesStorage as PalletDeclaration['storage'],
  events: balancesEvents,
  errors: balancesErrors,
  constants: {
    ExistentialDeposit: constant(taoBalance, EXISTENTIAL_DEPOSIT_RAO),
    MaxLocks: constant(u32, 50),
    MaxReserves: constant(u32, 50),
    MaxFreezes: constant(u32, 50)
  },
  calls: {
    transfer_allow_death: call({
      index: 0,
      args: transferArgs,
      refTime: TRANSFER_REF_TIME,
      dispatch: (context, origin, { dest, value: rao }) =>
        transfer(context, ensureSigned(origin), lookup(dest), rao, 'AllowDeath')
    }),
    force_transfer: call({
      index: 2,
      args: { source: multiAddress, dest: multiAddress, value: compactBig(taoBalance) },
      refTime: TRANSFER_REF_TIME,
      dispatch: (context, origin, { source, dest, value: rao }) => {
        ensureRoot(origin);
        transfer(context, lookup(source), lookup(dest), rao, 'AllowDeath');
      }
    }),
    transfer_keep_alive: call({
      index: 3,
      args: transferArgs,
      refTime: TRANSFER_REF_TIME,
      dispatch: (context, origin, { dest, value: rao }) =>
        transfer(context, ensureSigned(origin), lookup(dest), rao, 'KeepAlive')
    }),
    transfer_all: call({
      index: 4,
      args: { dest: multiAddress, keep_alive: bool },
      refTime: TRANSFER_REF_TIME,
      dispatch: (context, origin, { dest, keep_alive }) => {
        const from = ensureSigned(origin);
        const free = freeBalance(context.state, from);
        const spendable = keep_alive ? maximum(0n, free - EXISTENTIAL_DEPOSIT_RAO) : free;
        transfer(context, from, lookup(dest), spendable, keep_alive ? 'KeepAlive' : 'AllowDeath');
      }
    }),
    force_set_balance: call({
      index: 8,
      args: { who: multiAddress, new_free: compactBig(taoBalance) },
      dispatch: (context, origin, { who, new_free }) => {
        ensureRoot(origin);
        const account = lookup(who);
        const before = freeBalance(context.state, account);
        const free = new_free < EXISTENTIAL_DEPOSIT_RAO ? 0n : new_free;
        setFreeBalance(context, account, free);
        changeIssuance(context.state, free - before);
        context.deposit(balancesEvents.BalanceSet, { who: account, free });
      }
    })
  }
};

const maximum = (a: bigint, b: bigint) => (a > b ? a : b);

/** The account an address names. @throws DispatchFailure CannotLookup for kinds that name none here. */
export function lookup(address: MultiAddress): Uint8Array {
  if (address.type === 'Id') return address.value[0];
  throw new DispatchFailure({ type: 'CannotLookup' });
}

export const freeBalance = (state: KeyValue, account: Uint8Array): bigint =>
  systemStorage.Account.get(state, account).data.free;

export function changeIssuance(state: KeyValue, rao: bigint): void {
  if (rao !== 0n) balancesStorage.TotalIssuance.update(state, (total) => total + rao);
}

/**
 * Writes a free balance and with it the account's life: it begins with the existential deposit and ends below it,
 * unless something else keeps the account (a contract's code).
 */
export function setFreeBalance(
  context: Pick<DispatchContext, 'state' | 'deposit'>,
  account: Uint8Array,
  free: bigint
): void {
  const { state } = context;
  const before = systemStorage.Account.get(state, account);
  const providers = free >= EXISTENTIAL_DEPOSIT_RAO ? 1 : 0;
  const isNew = before.providers + before.sufficients === 0;
  const dies = providers + before.sufficients === 0;
  if (isNew && providers === 1) {
    context.deposit(systemEvents.NewAccount, { account });
    context.deposit(balancesEvents.Endowed, { account, free_balance: free });
  }
  if (dies && !isNew) {
    systemStorage.Account.remove(state, account);
    if (free > 0n) loseDust(context, account, free);
    context.deposit(systemEvents.KilledAccount, { account });
    return;
  }
  if (providers === 0 && free > 0n) loseDust(context, account, free);
  if (dies) return;
  systemStorage.Account.put(state, account, {
    ...before,
    providers,
    data: { ...before.data, free: providers === 1 ? free : 0n }
  });
}

function loseDust(context: Pick<DispatchContext, 'state' | 'deposit'>, account: Uint8Array, dust: bigint): void {
  changeIssuance(context.state, -dust);
  context.deposit(balancesEvents.DustLost, { account, amount: dust });
}

/** Moves rao between accounts. KeepAlive refuses to leave less than the existential deposit behind. */
export function transfer(
  context: Pick<DispatchContext, 'state' | 'deposit'>,
  from: Uint8Array,
  to: Uint8Array,
  rao: bigint,
  mode: 'KeepAlive' | 'AllowDeath'
): void {
  const { state } = context;
  const available = freeBalance(state, from);
  if (rao > available) throw tokenFailure('FundsUnavailable');
  const isSelf = from.every((byte, i) => byte === to[i]);
  if (rao > 0n && !isSelf) {
    const left = available - rao;
    if (mode === 'KeepAlive' && left < EXISTENTIAL_DEPOSIT_RAO) throw tokenFailure('NotExpendable');
    const arrived = freeBalance(state, to) + rao;
    if (arrived < EXISTENTIAL_DEPOSIT_RAO) throw tokenFailure('BelowMinimum');
    setFreeBalance(context, from, left);
    setFreeBalance(context, to, arrived);
  }
  context.deposit(balancesEvents.Transfer, { from, to, amount: rao });
}

/** Takes rao out of an account and out of existence. */
export function burn(context: Pick<DispatchContext, 'state' | 'deposit'>, account: Uint8Array, rao: bigint): void {
  const available = freeBalance(context.state, account);
  if (rao > available) throw tokenFailure('FundsUnavailable');
  setFreeBalance(context, account, available - rao);
  changeIssuance(context.state, -rao);
}

/** Puts new rao into an account. */
export function mint(context: Pick<DispatchContext, 'state' | 'deposit'>, account: Uint8Array, rao: bigint): void {
  changeIssuance(context.state, rao);
  setFreeBalance(context, account, freeBalance(context.state, account) + rao);
}

export const tokenFailure = (type: 'FundsUnavailable' | 'NotExpendable' | 'BelowMinimum'): DispatchFailure =>
  new DispatchFailure({ type: 'Token', value: { 0: { type } } });
