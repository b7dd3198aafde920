// Entry point of the tab's chain: a SharedWorker, or a Web Worker where a browser has none. The work is in src/devnet/tab.
import { marketGenesis } from '#devnet/genesis/market-genesis.ts';
import { deleteIndexedDbStore } from '#devnet/tab/indexed-db-store.ts';
import { openTabChain } from '#devnet/tab/open-tab-chain.ts';
import { SharedTabChain, type ChainPort } from '#devnet/tab/share-tab-chain.ts';
import { TAB_CHAIN } from '#lib/core/tab-chain/chain-messages.ts';

const BLOCK_TIME_MS = 1000;

const chain = new SharedTabChain({
  open: () => openTabChain(TAB_CHAIN, marketGenesis(), { blockTimeMs: BLOCK_TIME_MS, onFault: console.error }),
  erase: () => deleteIndexedDbStore(TAB_CHAIN)
});

if ('onconnect' in globalThis)
  (globalThis as unknown as { onconnect: (event: MessageEvent) => void }).onconnect = ({ ports }) =>
    chain.attach(ports[0] as unknown as ChainPort);
else chain.attach(globalThis as unknown as ChainPort);
