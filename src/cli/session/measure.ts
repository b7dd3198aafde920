// What measures for the command: its options.
import type { Backend } from '#lib/core/model/backend.ts';
import type { Scorer } from '#lib/ports/market-edges.ts';
import { nodeScorer } from '../node-scorer.ts';
import { readChoice, readWhole } from '../read-input.ts';

export const measureArguments = {
  backend: { type: 'string', default: 'native', description: 'wasm, webgpu or native' },
  threads: { type: 'string', description: 'Threads for wasm and native' }
} as const;

export interface Machine {
  backend: Backend;
  scorer: Scorer;
}

/** @throws AppError naming the option. */
export function readMachine({ backend, threads, data }: { backend: string; threads?: string; data?: string }): Machine {
  return {
    backend: readChoice('backend', backend, ['wasm', 'webgpu', 'native'] as const),
    scorer: nodeScorer({ threads: threads === undefined ? undefined : readWhole('threads', threads, 1), data })
  };
}
