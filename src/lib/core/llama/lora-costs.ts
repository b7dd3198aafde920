// What windows cost a Llama model with given adapters, on a runtime.
import { requireLoss, type WindowCosts } from '../model/evaluator.ts';
import { namedTensors } from '../model/host-parameters.ts';
import type { ModelRuntime, ModelSession } from '../model/model-runtime.ts';
import { openSession } from '../model/open-session.ts';
import type { BatchLayout, TokenWindow } from '../model/pack-batch.ts';
import type { LlamaWeights } from './llama-weights.ts';
import { adapterLayout, type AdapterPart, type LoraSettings } from './lora-adapters.ts';
import { buildAdaptedGraph } from './lora-graphs.ts';
import type { LoraTrunk } from './lora-trunk.ts';
import { bundleBatches, bundleWindows, type BundleBatch } from './prompt-bundles.ts';

/** Places are a multiple of this, so that few sizes occur. */
const PLACES_MULTIPLE = 16;

class LoraEvaluator implements WindowCosts {
  readonly #runtime: ModelRuntime;
  readonly #trunk: LoraTrunk;
  readonly #session: ModelSession;
  readonly #length: number;
  readonly #parts: readonly AdapterPart[];

  constructor(
    runtime: ModelRuntime,
    trunk: LoraTrunk,
    session: ModelSession,
    length: number,
    parts: readonly AdapterPart[]
  ) {
    this.#runtime = runtime;
    this.#trunk = trunk;
    this.#session = session;
    this.#length = length;
    this.#parts = parts;
  }

  async losses(
    parameters: Float32Array,
    windows: readonly TokenWindow[],
    afterBatch?: (windowsDone: number) => Promise<void>
  ): Promise<Float64Array> {
    const adapters = namedTensors(this.#runtime, this.#parts, parameters);
    const losses = new Float64Array(windows.length);
    let done = 0;
    try {
      for (const batch of bundleBatches(bundleWindows(windows, this.#length), this.#length)) {
        const places = placesOf(batch, windows);
        const inputs = {
          stream: this.#runtime.tensor(await this.#stream(batch, windows), [this.#length, this.#trunk.width]),
          ...Object.fromEntries(
            (['positions', 'rows', 'parents'] as const).map((name) => [
              name,
              this.#runtime.tensor(batch[name], [1, this.#length])
            ])
          ),
          scoredPositions: this.#runtime.tensor(places.positions, [1, places.positions.length]),
          targets: this.#runtime.tensor(places.targets, [1, places.targets.length])
        };
        const outputs = await this.#session.run({ ...inputs, ...adapters });
        const ofPlaces = await outputs.losses!.read();
        for (const tensor of [...Object.values(inputs), ...Object.values(outputs)]) tensor.dispose();
        for (const { window, from, count } of places.ofWindows) {
          let sum = 0;
          for (let place = from; place < from + count; place++) sum += ofPlaces[place]!;
          losses[window] = requireLoss(sum);
        }
        done += batch.placed.length;
        await afterBatch?.(done);
      }
    } finally {
      for (const tensor of Object.values(adapters)) tensor.dispose();
    }
    return losses;
  }

  dispose(): Promise<void> {
    return this.#session.dispose();
  }

  async #stream(batch: BundleBatch, windows: readonly TokenWindow[]): Promise<Float32Array> {
    const streams = await this.#trunk.streamsOf(batch.placed.map(({ window }) => windows[window]!.tokens.slice(0, -1)));
    if (!streams) return this.#trunk.stream(batch);
    const { width } = this.#trunk;
    const all = new Float32Array(this.#length * width);
    batch.placed.forEach(({ prompt, branch }, index) => {
      const own = streams[index]!;
      all.set(own.subarray(0, prompt.length * width), prompt.from * width);
      all.set(own.subarray(prompt.length * width), branch.from * width);
    });
    return all;
  }
}

interface ScoredPlaces {
  positions: Int32Array;
  targets: Int32Array;
  ofWindows: { window: number; from: number; count: number }[];
}

/** The first scored token of every branch follows its prompt's last position. Places left over repeat position 0. */
function placesOf({ placed }: BundleBatch, windows: readonly TokenWindow[]): ScoredPlaces {
  const [positions, targets]: [number[], number[]] = [[], []];
  const ofWindows = placed.map(({ window, prompt, branch }) => {
    const from = positions.length;
    const { tokens, scoredFrom } = windows[window]!;
    const asked = tokens.slice(scoredFrom);
    asked.forEach((token, index) => {
      positions.push(index === 0 ? prompt.from + prompt.length - 1 : branch.from + index - 1);
      targets.push(token);
    });
    return { window, from, count: asked.length };
  });
  while (positions.length % PLACES_MULTIPLE > 0) {
    positions.push(0);
    targets.push(0);
  }
  return { positions: Int32Array.from(positions), targets: Int32Array.from(targets), ofWindows };
}

/**
 * @param weights packed ones need an eighth of the memory; the trunk stays the caller's
 * @param layout of one sequence, the trunk's
 */
export async function createLoraEvaluator(
  runtime: ModelRuntime,
  weights: LlamaWeights,
  trunk: LoraTrunk,
  layout: BatchLayout,
  settings: LoraSettings
): Promise<WindowCosts> {
  const session = await openSession(runtime, buildAdaptedGraph(weights, layout, settings));
  return new LoraEvaluator(runtime, trunk, session, layout.length, adapterLayout(weights.shape, settings));
}
