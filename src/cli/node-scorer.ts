// The scorer of the command: native where it is not told otherwise.
import type { Backend } from '#lib/core/model/backend.ts';
import type { Scorer } from '#lib/ports/market-edges.ts';
import { measureInNode } from '#lib/score/measure-in-node.ts';

export function nodeScorer(options: { threads?: number } = {}): Scorer {
  return {
    measure: (task, { backend, signal, onProgress }) =>
      measureInNode(task, { backend: chosen(backend), threads: options.threads, signal, onProgress })
  };
}

const chosen = (backend: Backend | 'auto'): Backend => (backend === 'auto' ? 'native' : backend);
