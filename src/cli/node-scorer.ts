// The scorer of the command: native where it is not told otherwise.
import type { Backend } from '#lib/core/model/backend.ts';
import type { Scorer } from '#lib/ports/market-edges.ts';
import { scoreInNode } from '#lib/score/score-in-node.ts';

export function nodeScorer(options: { threads?: number } = {}): Scorer {
  return {
    score: (input, { backend, signal, onProgress }) =>
      scoreInNode(input, { backend: chosen(backend), threads: options.threads, signal, onProgress })
  };
}

const chosen = (backend: Backend | 'auto'): Backend => (backend === 'auto' ? 'native' : backend);
