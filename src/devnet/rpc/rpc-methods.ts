// Every JSON-RPC method of the local chain.
import type { Chain } from '../chain/chain.ts';
import { createRuntimeCalls } from '../runtime/runtime-calls.ts';
import { authorMethods } from './author-methods.ts';
import { chainMethods } from './chain-methods.ts';
import { devMethods } from './dev-methods.ts';
import { ethMethods } from './eth-methods.ts';
import type { RpcMethods } from './rpc-session.ts';
import { stallOf } from './stall.ts';
import { stateMethods } from './state-methods.ts';
import { systemMethods } from './system-methods.ts';

export function rpcMethods(chain: Chain): RpcMethods {
  const methods = new Map(
    Object.entries({
      ...systemMethods(chain),
      ...chainMethods(chain),
      ...stateMethods(chain, createRuntimeCalls()),
      ...authorMethods(chain),
      ...ethMethods(chain),
      ...devMethods(chain)
    })
  );
  methods.set('rpc_methods', () => ({ methods: [...methods.keys()].sort() }));
  return Object.assign(methods, { stall: stallOf(chain) });
}
