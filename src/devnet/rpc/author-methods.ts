// author_*: sending transactions and following them.
import { u8aToHex } from '@polkadot/util';
import type { Chain } from '../chain/chain.ts';
import type { StatusListener } from '../chain/transaction-pool.ts';
import { readBytes } from './read-params.ts';
import type { RpcMethod } from './rpc-session.ts';

/**
 * Blocks are final at once, but a client that learns so before it has read the block skips "in block" altogether
 * (polkadot-js does). It hears of finality this much later.
 */
const FINALITY_NOTICE_MS = 100;

export function authorMethods(chain: Chain): Record<string, RpcMethod> {
  return {
    author_submitExtrinsic: ([bytes]) => u8aToHex(chain.submit(readBytes(bytes, 'The transaction')).hash),
    author_submitAndWatchExtrinsic: ([bytes], session) => {
      const transaction = readBytes(bytes, 'The transaction');
      return session.subscribe('author_extrinsicUpdate', (deliver) => {
        let notice: ReturnType<typeof setTimeout> | undefined;
        const listener: StatusListener = (status) => {
          if (typeof status === 'object' && 'finalized' in status)
            notice = setTimeout(() => deliver(status), FINALITY_NOTICE_MS);
          else deliver(status);
        };
        chain.submit(transaction, listener);
        return () => {
          clearTimeout(notice);
          chain.unwatch(listener);
        };
      });
    },
    author_unwatchExtrinsic: ([id], session) => session.unsubscribe(id),
    author_pendingExtrinsics: () => chain.pool.ready().map(({ bytes }) => u8aToHex(bytes))
  };
}
