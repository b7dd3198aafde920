// Every JSON-RPC method of the local chain.
import type { Chain } from '../chain/chain.ts';
import { createRuntimeCalls } from '../runtime/runtime-calls.ts';
import { authorMethods } from './author-methods.ts';
import { chainMethods } from './chain-methods.ts';
import { forAllowed, type DevAccess } from './dev-access.ts';
import { devMethods } from './dev-methods.ts';
import { ethMethods } from './eth-methods.ts';
import type { RpcMethods } from './rpc-session.ts';
import { stallOf } from './stall.ts';
import { stateMethods } from './state-methods.ts';
import { systemMethods } from './system-methods.ts';

/** @param dev who may call `dev_*`. */
export function rpcMethods(chain: Chain, dev: DevAccess): RpcMethods {
  const methods = new Map(
    Object.entries({
      ...systemMethods(chain),
      ...chainMethods(chain),
      ...stateMethods(chain, createRuntimeCalls()),
      ...authorMethods(chain),
      ...ethMethods(chain),
      ...forAllowed(dev, devMethods(chain))
    })
  );
  methods.set('rpc_methods', () => ({ methods: [...methods.keys()].sort() }));
  return Object.assign(methods, { stall: stallOf(chain) });
}
