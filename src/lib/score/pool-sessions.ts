// Keeps sessions for the next submission: every submission is scored by the same few graphs, and opening them takes a second.
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { ModelRuntime, ModelSession } from '../core/model/model-runtime.ts';

/** More than the layouts of training and evaluation, twice. */
const MOST_IDLE = 16;

/** A runtime whose disposed sessions wait for the same graph to be asked for again; a session has no state between runs. */
export function poolSessions(runtime: ModelRuntime): ModelRuntime {
  const idle: { key: string; session: ModelSession }[] = [];

  const giveBack = async (key: string, session: ModelSession) => {
    idle.push({ key, session });
    if (idle.length > MOST_IDLE) await idle.shift()!.session.dispose();
  };

  return {
    backend: runtime.backend,
    threads: runtime.threads,
    tensor: (data, shape) => runtime.tensor(data, shape),
    async createSession(modelBytes, keepOnDevice = [], files = []) {
      // A great model: it is not worth its memory while it waits.
      if (files.length > 0) return runtime.createSession(modelBytes, keepOnDevice, files);
      const key = `${bytesToHex(sha256(modelBytes))} ${keepOnDevice.join(' ')}`;
      const at = idle.findIndex((kept) => kept.key === key);
      const session = at < 0 ? await runtime.createSession(modelBytes, keepOnDevice) : idle.splice(at, 1)[0]!.session;
      let isOpen = true;
      return {
        run: (inputs) => session.run(inputs),
        async dispose() {
          if (isOpen) await giveBack(key, session);
          isOpen = false;
        }
      };
    }
  };
}
