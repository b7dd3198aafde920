// dev_*: exists on this local chain only.
import { u8aToHex } from '@polkadot/util';
import type { Chain } from '../chain/chain.ts';
import { drandStorage } from '../pallets/drand/drand-storage.ts';
import { localBeacon } from '../pallets/drand/local-beacon.ts';
import { specVersionOf } from '../pallets/system.ts';
import { readNumber } from './read-params.ts';
import { invalidParams } from './rpc-error.ts';
import { stallOf } from './stall.ts';
import type { RpcMethod } from './rpc-session.ts';

const MAX_BLOCKS = 100_000;
const MAX_STALL_MS = 600_000;

const field = (options: unknown, name: string): unknown => (options as Record<string, unknown> | undefined)?.[name];

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
    /** Blocks on top of a block before it is final. */
    dev_setFinalityLag: async ([options]) => {
      await chain.setFinalityLag(readNumber(field(options, 'blocks'), 'blocks'));
      return chain.finalityLag;
    },
    /** Retracts the newest `depth` blocks (default 1); the fork that takes over is one longer. Answers its head. */
    dev_reorg: async ([options]) =>
      u8aToHex((await chain.reorg(readNumber(field(options, 'depth') ?? 1, 'depth'))).hash),
    /** The next block raises the runtime's version. Answers the new one. */
    dev_upgrade: async () => {
      await chain.upgrade();
      return specVersionOf(chain.bestState);
    },
    /** Answers, then sends nothing on any connection for `ms` milliseconds; what is asked meanwhile is done. */
    dev_stall: ([options]) => {
      const ms = readNumber(field(options, 'ms'), 'ms');
      if (ms > MAX_STALL_MS) throw invalidParams(`ms is more than ${MAX_STALL_MS}.`);
      setTimeout(() => stallOf(chain).begin(ms), 0);
      return ms;
    },
    /** Makes `count` blocks at once (default 1) and answers the hash of the last. Ends when the caller leaves. */
    dev_newBlock: async ([options], session) => {
      const count = (options as { count?: unknown } | undefined)?.count ?? 1;
      if (typeof count !== 'number' || !Number.isInteger(count) || count < 1 || count > MAX_BLOCKS)
        throw invalidParams(`count is no number from 1 to ${MAX_BLOCKS}.`);
      let hash = chain.bestHash;
      for (let i = 0; i < count && !session.isClosed; i++) hash = (await chain.newBlock()).hash;
      return u8aToHex(hash);
    }
  };
}
