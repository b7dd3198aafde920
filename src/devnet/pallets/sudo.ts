// pallet_sudo: the local chain's administrator. It exists so that a developer can set any storage or balance. Index 12.
import {
  call,
  DispatchFailure,
  ensureSigned,
  errorsOf,
  eventsOf,
  storageOf,
  type PalletDeclaration
} from '../frame/pallet.ts';
import { accountId, dispatchResult, multiAddress, optionalAccountId } from '../frame/runtime-types.ts';
import { optionalValue } from '../frame/storage-item.ts';
import { runtimeCall } from '../frame/runtime-call.ts';
import type { DispatchContext } from '../frame/dispatch-context.ts';
import { lookup } from './balances.ts';
import { sameKey } from './subtensor/same-key.ts';

const PALLET = 'Sudo';

export const sudoStorage = storageOf(PALLET, { Key: optionalValue(accountId) });
export const sudoEvents = eventsOf(PALLET, 12, {
  Sudid: { index: 0, fields: { sudo_result: dispatchResult } },
  KeyChanged: { index: 1, fields: { old: optionalAccountId, new: accountId } }
});
const sudoErrors = errorsOf(PALLET, 12, ['RequireSudo']);

export const sudo: PalletDeclaration = {
  name: PALLET,
  index: 12,
  path: 'pallet_sudo::pallet',
  storage: sudoStorage as PalletDeclaration['storage'],
  events: sudoEvents,
  errors: sudoErrors,
  constants: {},
  calls: {
    sudo: call({
      index: 0,
      args: { call: runtimeCall },
      dispatch: async (context, origin, { call: inner }) => {
        requireSudo(context, ensureSigned(origin));
        try {
          await context.dispatch({ type: 'Root' }, inner);
          context.deposit(sudoEvents.Sudid, { sudo_result: { type: 'Ok', value: { 0: [] } } });
        } catch (error) {
          if (!(error instanceof DispatchFailure)) throw error;
          context.deposit(sudoEvents.Sudid, { sudo_result: { type: 'Err', value: { 0: error.error } } });
        }
        return { paysFee: false };
      }
    }),
    set_key: call({
      index: 2,
      args: { new: multiAddress },
      dispatch: (context, origin, { new: next }) => {
        requireSudo(context, ensureSigned(origin));
        const key = lookup(next);
        context.deposit(sudoEvents.KeyChanged, { old: sudoStorage.Key.get(context.state), new: key });
        sudoStorage.Key.put(context.state, key);
        return { paysFee: false };
      }
    })
  }
};

function requireSudo(context: DispatchContext, account: Uint8Array): void {
  const key = sudoStorage.Key.get(context.state);
  if (!key || !sameKey(key, account)) throw new DispatchFailure(sudoErrors.RequireSudo);
}
