// state_*: storage now and in the past, metadata, runtime version, runtime API calls, and storage subscriptions.
import { u8aToHex } from '@polkadot/util';
import type { Chain } from '../chain/chain.ts';
import { blake2_256 } from '../frame/hashers.ts';
import { systemStorage } from '../pallets/system.ts';
import { runtimeVersionJson } from './runtime-version-json.ts';
import { readBlock, readBytes, readNumber, stateOf } from './read-params.ts';
import { invalidParams, RpcError } from './rpc-error.ts';
import type { RpcMethod } from './rpc-session.ts';
import type { RuntimeCalls } from '../runtime/runtime-calls.ts';

const MAX_KEYS = 1000;
/** Of `state_getPairs`, which public nodes refuse altogether. */
const MAX_PAIRS = 10_000;
/** Changes when the runtime does. */
const UPGRADE_KEY = systemStorage.LastRuntimeUpgrade.key();

export function stateMethods(chain: Chain, runtime: RuntimeCalls): Record<string, RpcMethod> {
  const keyOf = (value: unknown) => u8aToHex(readBytes(value, 'The storage key')).slice(2);
  const read = (key: unknown, at: unknown) => stateOf(chain, readBlock(chain, at)).get(keyOf(key));
  const keysOf = (value: unknown): string[] => {
    if (!Array.isArray(value)) throw invalidParams('The storage keys are no list.');
    return value.map(keyOf);
  };
  const hexOrNull = (value: Uint8Array | undefined) => (value ? u8aToHex(value) : null);
  const pairs = (keys: readonly string[], get: (key: string) => Uint8Array | undefined) =>
    keys.map((key) => [`0x${key}`, hexOrNull(get(key))]);
  const getStorage: RpcMethod = ([key, at]) => hexOrNull(read(key, at));
  const getKeysPaged: RpcMethod = ([prefix, count, start, at]) => {
    const limit = readNumber(count, 'The count');
    if (limit > MAX_KEYS) throw new RpcError(4002, `count exceeds maximum value. value: ${limit}, max: ${MAX_KEYS}`);
    const state = stateOf(chain, readBlock(chain, at));
    const after = start === undefined || start === null ? '' : keyOf(start);
    const keys = [...state.keysWithPrefix(prefix === undefined || prefix === null ? '' : keyOf(prefix))].sort();
    return keys
      .filter((key) => key > after)
      .slice(0, limit)
      .map((key) => `0x${key}`);
  };
  const unsubscribe: RpcMethod = ([id], session) => session.unsubscribe(id);
  const getRuntimeVersion: RpcMethod = ([at]) => runtimeVersionJson(stateOf(chain, readBlock(chain, at)));
  const subscribeRuntimeVersion: RpcMethod = (_params, session) =>
    session.subscribe('state_runtimeVersion', (deliver) => {
      deliver(runtimeVersionJson(chain.bestState));
      return chain.onBlock(({ changes }) => {
        if (changes.has(UPGRADE_KEY)) deliver(runtimeVersionJson(chain.bestState));
      });
    });

  return {
    state_getMetadata: ([at]) => {
      return u8aToHex(runtime.metadata(14, stateOf(chain, readBlock(chain, at))));
    },
    state_getRuntimeVersion: getRuntimeVersion,
    chain_getRuntimeVersion: getRuntimeVersion,
    state_subscribeRuntimeVersion: subscribeRuntimeVersion,
    chain_subscribeRuntimeVersion: subscribeRuntimeVersion,
    state_unsubscribeRuntimeVersion: unsubscribe,
    chain_unsubscribeRuntimeVersion: unsubscribe,
    state_getStorage: getStorage,
    state_getStorageAt: getStorage,
    state_getStorageHash: ([key, at]) => {
      const value = read(key, at);
      return value ? u8aToHex(blake2_256(value)) : null;
    },
    state_getStorageSize: ([key, at]) => read(key, at)?.length ?? null,
    state_queryStorageAt: ([keys, at]) => {
      const number = readBlock(chain, at);
      const state = stateOf(chain, number);
      return [{ block: u8aToHex(chain.hashOf(number)!), changes: pairs(keysOf(keys), (key) => state.get(key)) }];
    },
    state_getKeys: ([prefix, at]) => getKeysPaged([prefix, MAX_KEYS, null, at], undefined as never),
    state_getKeysPaged: getKeysPaged,
    state_getKeysPagedAt: getKeysPaged,
    state_getPairs: ([prefix, at]) => {
      const state = stateOf(chain, readBlock(chain, at));
      const keys = [...state.keysWithPrefix(keyOf(prefix))].sort();
      if (keys.length > MAX_PAIRS)
        throw new RpcError(4002, `The prefix has ${keys.length} keys, more than ${MAX_PAIRS}: page through them.`);
      return pairs(keys, (key) => state.get(key));
    },
    state_subscribeStorage: ([keys], session) => {
      const watched = keysOf(keys ?? []);
      return session.subscribe('state_storage', (deliver) => {
        deliver({ block: u8aToHex(chain.bestHash), changes: pairs(watched, (key) => chain.bestState.get(key)) });
        return chain.onBlock(({ hash, changes }) => {
          const changed = watched.filter((key) => changes.has(key));
          if (changed.length > 0)
            deliver({ block: u8aToHex(hash), changes: pairs(changed, (key) => changes.get(key) ?? undefined) });
        });
      });
    },
    state_unsubscribeStorage: unsubscribe,
    state_call: ([method, data, at]) => {
      if (typeof method !== 'string') throw invalidParams('The method is no text.');
      const state = stateOf(chain, readBlock(chain, at));
      return u8aToHex(runtime.call(state, method, readBytes(data, 'The arguments')));
    }
  };
}
