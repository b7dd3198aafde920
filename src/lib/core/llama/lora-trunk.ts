// The layers that no adapter changes. Of windows that are read several times they are run once; in which batch does not depend on
// who asks first, so that a run which goes on after a stop gets the same bits.
import type { ModelRuntime, ModelSession } from '../model/model-runtime.ts';
import { windowLength, type TokenWindow } from '../model/pack-batch.ts';
import { bundleBatches, bundleWindows, type BundleBatch } from './prompt-bundles.ts';

/** What the graph reads of a sequence, each [length]. */
export type TrunkInputs = Pick<BundleBatch, 'tokens' | 'positions' | 'rows' | 'parents'>;

interface Planned {
  batch: BundleBatch;
  windows: readonly TokenWindow[];
}

export class LoraTrunk {
  readonly #runtime: ModelRuntime;
  readonly #session: ModelSession;
  readonly #length: number;
  readonly #width: number;
  /** The batch of each known window, by its key. */
  readonly #planned = new Map<string, Planned>();
  /** What is computed, by key: [positions, width]. */
  readonly #streams = new Map<string, Float32Array>();

  /** @param length positions in the session's one sequence */
  constructor(runtime: ModelRuntime, session: ModelSession, length: number, width: number) {
    this.#runtime = runtime;
    this.#session = session;
    this.#length = length;
    this.#width = width;
  }

  get width(): number {
    return this.#width;
  }

  /** Windows to come: their streams are kept, 4 x width bytes a position. Known ones stay in the batch that they are in. */
  expect(windows: readonly TokenWindow[]): void {
    const fresh = new Map(windows.map((window) => [keyOf(window.tokens, windowLength(window)), window]));
    for (const key of this.#planned.keys()) fresh.delete(key);
    const added = [...fresh.values()];
    for (const batch of bundleBatches(bundleWindows(added, this.#length), this.#length)) {
      const planned = { batch, windows: added };
      for (const { window } of batch.placed)
        this.#planned.set(keyOf(added[window]!.tokens, windowLength(added[window]!)), planned);
    }
  }

  /**
   * The streams of whole windows, each [positions, width]; null where one of them is not expected.
   * @param windows their tokens but the last
   */
  async streamsOf(windows: readonly (readonly number[] | Int32Array)[]): Promise<Float32Array[] | null> {
    const keys = windows.map((tokens) => keyOf(tokens, tokens.length));
    if (!keys.every((key) => this.#planned.has(key))) return null;
    for (const key of keys) if (!this.#streams.has(key)) await this.#run(this.#planned.get(key)!);
    return keys.map((key) => this.#streams.get(key)!);
  }

  /** The stream of a sequence, [length, width]; nothing of it is kept. */
  async stream(inputs: TrunkInputs): Promise<Float32Array> {
    const tensors = Object.fromEntries(
      (['tokens', 'positions', 'rows', 'parents'] as const).map((name) => [
        name,
        this.#runtime.tensor(inputs[name], [1, this.#length])
      ])
    );
    const { stream } = await this.#session.run(tensors);
    const numbers = Float32Array.from(await stream!.read());
    for (const tensor of [...Object.values(tensors), stream!]) tensor.dispose();
    return numbers;
  }

  async dispose(): Promise<void> {
    this.#streams.clear();
    await this.#session.dispose();
  }

  async #run({ batch, windows }: Planned): Promise<void> {
    const stream = await this.stream(batch);
    const width = this.#width;
    for (const { window, prompt, branch } of batch.placed) {
      const own = new Float32Array((prompt.length + branch.length) * width);
      own.set(stream.subarray(prompt.from * width, (prompt.from + prompt.length) * width));
      own.set(stream.subarray(branch.from * width, (branch.from + branch.length) * width), prompt.length * width);
      const { tokens } = windows[window]!;
      this.#streams.set(keyOf(tokens, tokens.length - 1), own);
    }
  }
}

/** Of a window's first `count` tokens. */
const keyOf = (tokens: readonly number[] | Int32Array, count: number): string => tokens.slice(0, count).join(' ');
