// dev_*: exists on this local chain only.
import { u8aToHex } from '@polkadot/util';
import type { Chain } from '../chain/chain.ts';
import { drandStorage } from '../pallets/drand/drand-storage.ts';
import { localBeacon } from '../pallets/drand/local-beacon.ts';
import { invalidParams } from './rpc-error.ts';
import type { RpcMethod } from './rpc-session.ts';

const MAX_BLOCKS = 100_000;

export function devMethods(chain: Chain): Record<string, RpcMethod> {
  return {
    /** What timelocked weights are encrypted to on this chain. */
    dev_drandInfo: () => {
      const { publicKey, genesisSeconds, periodSeconds } = localBeacon();
      return {
        publicKey: u8aToHex(publicKey),
        genesisSeconds,
        periodSeconds,
        lastStoredRound: Number(drandStorage.LastStoredRound.get(chain.bestState))
      };
    },
    /** Makes `count` blocks at once (default 1) and answers the hash of the last. */
    dev_newBlock: async ([options]) => {
      const count = (options as { count?: unknown } | undefined)?.count ?? 1;
      if (typeof count !== 'number' || !Number.isInteger(count) || count < 1 || count > MAX_BLOCKS)
        throw invalidParams(`count is no number from 1 to ${MAX_BLOCKS}.`);
      let hash = chain.bestHash;
      for (let i = 0; i < count; i++) hash = (await chain.newBlock()).hash;
      return u8aToHex(hash);
    }
  };
}
