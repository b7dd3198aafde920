// What the precompiles need of the EVM that runs them.
import type { EVM, Message } from '@ethereumjs/evm';
import type { ChainStateManager } from './chain-state-manager.ts';

export interface EvmHost extends EVM {
  /** Precompiles read its sender and value. */
  currentMessage: Message | undefined;
  readonly chainState: ChainStateManager;
}
