// chain_*: blocks, headers, and subscriptions to new heads.
import { u8aToHex } from '@polkadot/util';
import type { Chain, NewBlock } from '../chain/chain.ts';
import type { Header } from '../frame/runtime-types.ts';
import { readBlock, readNumber } from './read-params.ts';
import type { RpcMethod } from './rpc-session.ts';

export function headerJson(header: Header) {
  return {
    parentHash: u8aToHex(header.parent_hash),
    number: `0x${header.number.toString(16)}`,
    stateRoot: u8aToHex(header.state_root),
    extrinsicsRoot: u8aToHex(header.extrinsics_root),
    digest: { logs: [] }
  };
}

export function chainMethods(chain: Chain): Record<string, RpcMethod> {
  const headerOf = async (number: number) => {
    const block = await chain.block(number);
    return block && headerJson(block.header);
  };
  const hashOf = (number: number) => {
    const hash = chain.hashOf(number);
    return hash ? u8aToHex(hash) : null;
  };
  const heads =
    (notification: string): RpcMethod =>
    (_params, session) =>
      session.subscribe(notification, (deliver) => {
        void headerOf(chain.bestNumber).then(deliver);
        return chain.onBlock(({ header }: NewBlock) => deliver(headerJson(header)));
      });
  const finalHeads: RpcMethod = (_params, session) =>
    session.subscribe('chain_finalizedHead', (deliver) => {
      void headerOf(chain.finalizedNumber).then(deliver);
      return chain.onFinalized((header) => deliver(headerJson(header)));
    });
  const unsubscribe: RpcMethod = ([id], session) => session.unsubscribe(id);
  const getBlockHash: RpcMethod = ([number]) => {
    if (number === undefined || number === null) return u8aToHex(chain.bestHash);
    return Array.isArray(number)
      ? number.map((item) => hashOf(readNumber(item, 'The block number')))
      : hashOf(readNumber(number, 'The block number'));
  };
  return {
    chain_getHeader: ([hash]) => headerOf(readBlock(chain, hash)),
    chain_getBlock: async ([hash]) => {
      const block = await chain.block(readBlock(chain, hash));
      return (
        block && {
          block: { header: headerJson(block.header), extrinsics: block.extrinsics.map((bytes) => u8aToHex(bytes)) },
          justifications: null
        }
      );
    },
    chain_getBlockHash: getBlockHash,
    chain_getHead: getBlockHash,
    chain_getFinalizedHead: () => hashOf(chain.finalizedNumber),
    chain_getFinalisedHead: () => hashOf(chain.finalizedNumber),
    chain_subscribeNewHeads: heads('chain_newHead'),
    chain_subscribeNewHead: heads('chain_newHead'),
    chain_subscribeAllHeads: heads('chain_allHead'),
    chain_subscribeFinalizedHeads: finalHeads,
    chain_subscribeFinalisedHeads: finalHeads,
    chain_unsubscribeNewHeads: unsubscribe,
    chain_unsubscribeNewHead: unsubscribe,
    chain_unsubscribeAllHeads: unsubscribe,
    chain_unsubscribeFinalizedHeads: unsubscribe,
    chain_unsubscribeFinalisedHeads: unsubscribe
  };
}
