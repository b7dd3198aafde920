// Starts (or joins) the chain that runs inside this browser, and gives the connection to it.
import { clientLock, TAB_CHAIN } from '#lib/core/tab-chain/chain-messages.ts';
import { AppError } from '../../core/error/app-error.ts';
import { TabChainProvider, type ChainWorkerPort } from './tab-chain-provider.ts';

/**
 * @param workerUrl address of the chain worker's script
 * @param trusted makes it acceptable under Trusted Types
 * @param onReset as for {@link TabChainProvider}
 * @throws AppError `chain/insecure-context` where the browser gives a page no locks or workers.
 */
export async function startTabChain(
  workerUrl: string,
  trusted: (url: string) => string,
  onReset: () => void
): Promise<TabChainProvider> {
  if (!('locks' in navigator))
    throw new AppError('chain/insecure-context', 'This page was not loaded securely, so it cannot keep a chain.', {
      hints: ['Open it over https, or on this machine as http://localhost or http://127.0.0.1.']
    });
  const client = crypto.randomUUID();
  await holdForLife(clientLock(client));
  return new TabChainProvider(openPort(trusted(workerUrl)), client, onReset);
}

function openPort(url: string): ChainWorkerPort {
  const settings = { type: 'module', name: TAB_CHAIN } as const;
  return 'SharedWorker' in globalThis
    ? (new SharedWorker(url, settings).port as unknown as ChainWorkerPort)
    : (new Worker(url, settings) as unknown as ChainWorkerPort);
}

/** Resolves when the lock is held; the browser gives it back when the page is gone. */
function holdForLife(name: string): Promise<void> {
  return new Promise((resolve) => {
    void navigator.locks.request(name, () => {
      resolve();
      return new Promise(() => undefined);
    });
  });
}
