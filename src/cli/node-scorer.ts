// The scorer of the command: native unless another backend is asked for.
import type { Mechanisms } from '#lib/core/mechanism/mechanisms.ts';
import type { Backend } from '#lib/core/model/backend.ts';
import type { Scorer } from '#lib/ports/market-edges.ts';
import { measureInNode } from '#lib/score/measure-in-node.ts';
import { sandbox } from './harness/sandbox.ts';
import { modelReader } from './read-model.ts';

export interface NodeScorerOptions {
  threads?: number;
  /** Folder for state and keys, where pretrained models lie; default: the user's. */
  data?: string;
  /** Default: the program's own. */
  mechanisms?: Mechanisms;
}

export function nodeScorer({ threads, data, mechanisms }: NodeScorerOptions = {}): Scorer {
  return {
    measure: (task, { backend, signal, onProgress }) =>
      measureInNode(task, {
        backend: chosen(backend),
        threads,
        readModel: modelReader(data),
        programs: sandbox(),
        mechanisms,
        signal,
        onProgress
      })
  };
}

const chosen = (backend: Backend | 'auto'): Backend => (backend === 'auto' ? 'native' : backend);
