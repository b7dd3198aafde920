// How long a block takes: as seen on this chain, else as chains of its kind have it.
import type { Session } from './session.svelte.ts';

const BITTENSOR_BLOCK_SECONDS = 12;
const LOCAL_BLOCK_SECONDS = 1;

export function paceSeconds({ blockSeconds, chain }: Pick<Session, 'blockSeconds' | 'chain'>): number {
  return blockSeconds ?? (chain?.identity().isLocal ? LOCAL_BLOCK_SECONDS : BITTENSOR_BLOCK_SECONDS);
}
