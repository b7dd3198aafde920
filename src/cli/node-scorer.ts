// The scorer of the command: native unless another backend is asked for.
import type { Mechanisms } from '#lib/core/mechanism/mechanisms.ts';
import type { Backend } from '#lib/core/model/backend.ts';
import type { Scorer } from '#lib/ports/market-edges.ts';
import { measureInNode } from '#lib/score/measure-in-node.ts';

/** @param options.mechanisms default: the program's own. */
export function nodeScorer({ threads, mechanisms }: { threads?: number; mechanisms?: Mechanisms } = {}): Scorer {
  return {
    measure: (task, { backend, signal, onProgress }) =>
      measureInNode(task, { backend: chosen(backend), threads, mechanisms, signal, onProgress })
  };
}

const chosen = (backend: Backend | 'auto'): Backend => (backend === 'auto' ? 'native' : backend);
