// What a Llama model pays for tokens: forward passes of whole batches on a runtime.
import { AppError } from '../error/app-error.ts';
import type { ModelRuntime, ModelSession } from '../model/model-runtime.ts';
import { placeWindows, windowLength, type BatchLayout, type TokenWindow } from '../model/pack-batch.ts';
import { buildLlamaGraph } from './llama-graph.ts';
import { PROMPT_ROW } from './llama-layers.ts';
import type { LlamaWeights } from './llama-weights.ts';

/** Positions that no window takes are a row of their own. */
const PADDING_ROW = -1;

/** Input arrays of the graph for some windows, and the first place of each. */
interface LlamaBatch {
  tokens: Int32Array;
  positions: Int32Array;
  rows: Int32Array;
  scoredPositions: Int32Array;
  targets: Int32Array;
  firstPlace: number[];
}

export interface PromptedWindows {
  /** Stands before every window, seen by its tokens; of fewer tokens than a sequence has positions. */
  prompt: readonly number[];
  windows: readonly TokenWindow[];
}

/** One session with one layout: the weights lie in the graph, and another layout would hold them again. */
export class LlamaEvaluator {
  readonly #runtime: ModelRuntime;
  readonly #session: ModelSession;
  readonly #layout: BatchLayout;

  constructor(runtime: ModelRuntime, session: ModelSession, layout: BatchLayout) {
    this.#runtime = runtime;
    this.#session = session;
    this.#layout = layout;
  }

  /**
   * Cross-entropy of every scored token of every window, nats, in their order. As many windows share a run as fit: the first
   * free sequence takes the next.
   * @param afterRun awaited with the windows done so far; may throw to stop
   * Throws AppError `score/window-too-long`, `score/non-finite`.
   */
  async tokenLosses(
    { prompt, windows }: PromptedWindows,
    afterRun?: (windowsDone: number) => Promise<void>
  ): Promise<Float64Array[]> {
    const { sequences, length } = this.#layout;
    const room = length - prompt.length;
    const tooLong = windows.find((window) => windowLength(window) > room);
    if (tooLong)
      throw new AppError(
        'score/window-too-long',
        `A row of ${windowLength(tooLong)} tokens does not fit beside a prompt of ${prompt.length} in ${length}.`
      );
    const losses: Float64Array[] = [];
    while (losses.length < windows.length) {
      const next = windows.slice(losses.length);
      const sequenceOf = placeWindows(next.map(windowLength), sequences, room);
      const taken = next.slice(0, sequenceOf.length);
      losses.push(...(await this.#run(taken, layOut(prompt, taken, sequenceOf, this.#layout))));
      await afterRun?.(losses.length);
    }
    return losses;
  }

  dispose(): Promise<void> {
    return this.#session.dispose();
  }

  async #run(windows: readonly TokenWindow[], batch: LlamaBatch): Promise<Float64Array[]> {
    const all = [this.#layout.sequences, this.#layout.length];
    const places = [batch.targets.length];
    const inputs = {
      tokens: this.#runtime.tensor(batch.tokens, all),
      positions: this.#runtime.tensor(batch.positions, all),
      rows: this.#runtime.tensor(batch.rows, all),
      scoredPositions: this.#runtime.tensor(batch.scoredPositions, places),
      targets: this.#runtime.tensor(batch.targets, places)
    };
    const outputs = await this.#session.run(inputs);
    const losses = await outputs.losses!.read();
    for (const tensor of [...Object.values(inputs), outputs.losses!]) tensor.dispose();
    if (!losses.every(Number.isFinite))
      throw new AppError('score/non-finite', 'The model gave a loss that is no number.');
    return windows.map((window, index) => {
      const from = batch.firstPlace[index]!;
      return Float64Array.from(losses.subarray(from, from + window.tokens.length - window.scoredFrom));
    });
  }
}

/** Throws AppError `score/window-too-long` for a layout longer than the model reads. */
export async function createLlamaEvaluator(
  runtime: ModelRuntime,
  weights: LlamaWeights,
  layout: BatchLayout
): Promise<LlamaEvaluator> {
  if (layout.length > weights.shape.context)
    throw new AppError(
      'score/window-too-long',
      `The model reads ${weights.shape.context} tokens, not ${layout.length}.`
    );
  return new LlamaEvaluator(runtime, await runtime.createSession(buildLlamaGraph(weights, layout).toBytes()), layout);
}

/** Each sequence starts with the prompt; the positions of its windows go on from there. */
function layOut(
  prompt: readonly number[],
  windows: readonly TokenWindow[],
  sequenceOf: readonly number[],
  { sequences, length }: BatchLayout
): LlamaBatch {
  const size = sequences * length;
  const [tokens, positions] = [new Int32Array(size), new Int32Array(size)];
  const rows = new Int32Array(size).fill(PADDING_ROW);
  for (let sequence = 0; sequence < sequences; sequence++)
    prompt.forEach((token, position) => {
      const at = sequence * length + position;
      [tokens[at], positions[at], rows[at]] = [token, position, PROMPT_ROW];
    });
  const used = new Array<number>(sequences).fill(prompt.length);
  const [scoredPositions, targets, firstPlace]: [number[], number[], number[]] = [[], [], []];
  windows.forEach((window, row) => {
    const sequence = sequenceOf[row]!;
    const start = sequence * length + used[sequence]!;
    used[sequence]! += windowLength(window);
    firstPlace.push(targets.length);
    for (let index = 0; index < windowLength(window); index++) {
      const at = start + index;
      [tokens[at], positions[at], rows[at]] = [window.tokens[index]!, prompt.length + index, row];
      if (index + 1 < window.scoredFrom) continue;
      scoredPositions.push(at);
      targets.push(window.tokens[index + 1]!);
    }
  });
  return {
    tokens,
    positions,
    rows,
    scoredPositions: Int32Array.from(scoredPositions),
    targets: Int32Array.from(targets),
    firstPlace
  };
}
