// The layers that no adapter changes, run once for each batch. Batches that come again (a benchmark's rows before and after
// training) are remembered: what is computed does not depend on whether one was.
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { ModelRuntime, ModelSession, ModelTensor } from '../model/model-runtime.ts';
import type { PackedBatch } from '../model/pack-batch.ts';

export class LoraTrunk {
  readonly #runtime: ModelRuntime;
  readonly #session: ModelSession;
  readonly #width: number;
  readonly #streams = new Map<string, Float32Array>();

  constructor(runtime: ModelRuntime, session: ModelSession, width: number) {
    this.#runtime = runtime;
    this.#session = session;
    this.#width = width;
  }

  /**
   * The batch's stream [sequences x length, width], for the caller to dispose of.
   * @param remember keeps it for the next time; 4 x width bytes a position
   */
  async stream(packed: PackedBatch, { remember }: { remember: boolean }): Promise<ModelTensor> {
    const { sequences, length } = packed;
    const shape = [sequences * length, this.#width];
    const key = remember ? keyOf(packed) : null;
    const known = key === null ? undefined : this.#streams.get(key);
    if (known) return this.#runtime.tensor(known, shape);
    const inputs = Object.fromEntries(
      (['tokens', 'positions', 'rows'] as const).map((name) => [
        name,
        this.#runtime.tensor(packed[name], [sequences, length])
      ])
    );
    const { stream } = await this.#session.run(inputs);
    for (const tensor of Object.values(inputs)) tensor.dispose();
    if (key !== null) this.#streams.set(key, Float32Array.from(await stream!.read()));
    return stream!;
  }

  async dispose(): Promise<void> {
    this.#streams.clear();
    await this.#session.dispose();
  }
}

function keyOf({ tokens, rows, length }: PackedBatch): string {
  const hash = sha256.create().update(Uint8Array.of(length & 255, length >> 8));
  for (const { buffer, byteOffset, byteLength } of [tokens, rows])
    hash.update(new Uint8Array(buffer, byteOffset, byteLength));
  return bytesToHex(hash.digest());
}
