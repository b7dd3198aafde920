// What a Llama model pays for tokens: forward passes of whole batches on a runtime. A prompt that stands before many rows is read
// once: what its positions left in each layer is handed to every run.
import { AppError } from '../error/app-error.ts';
import type { ModelRuntime, ModelSession, ModelTensor } from '../model/model-runtime.ts';
import { openSession } from '../model/open-session.ts';
import { fillBatch, windowLength, type BatchLayout, type TokenWindow } from '../model/pack-batch.ts';
import { buildLlamaGraph } from './llama-graph.ts';
import { PROMPT_ROW } from './llama-layers.ts';
import type { LlamaShape } from './llama-shape.ts';
import type { LlamaWeights } from './llama-weights.ts';

/** Positions that no window takes are a row of their own. */
const PADDING_ROW = -1;

export interface LlamaLayout extends BatchLayout {
  /** Places for a prompt beside the `length` of a sequence; 0 where there is never one. */
  promptTokens: number;
}

/** Input arrays of the graph for some windows, and the first place of each. */
interface LlamaBatch {
  tokens: Int32Array;
  positions: Int32Array;
  rows: Int32Array;
  scoredPositions: Int32Array;
  targets: Int32Array;
  firstPlace: number[];
}

/** What a prompt left in the layers, in the graph's layout. */
interface Memory {
  /** Tokens of it that were read. */
  length: number;
  keys: Float32Array;
  values: Float32Array;
}

export interface PromptedWindows {
  /** Stands before every window, seen by its tokens. */
  prompt: readonly number[];
  windows: readonly TokenWindow[];
}

/** One session with one layout: the weights lie in the graph, and another layout would hold them again. */
export class LlamaEvaluator {
  readonly #runtime: ModelRuntime;
  readonly #session: ModelSession;
  readonly #shape: LlamaShape;
  readonly #layout: LlamaLayout;

  constructor(runtime: ModelRuntime, session: ModelSession, shape: LlamaShape, layout: LlamaLayout) {
    this.#runtime = runtime;
    this.#session = session;
    this.#shape = shape;
    this.#layout = layout;
  }

  /**
   * Cross-entropy of every scored token of every window, nats, in the order of the windows. As many windows share a run as fit:
   * those that find no room in one wait for the next.
   * @param afterRun awaited with the number of windows done so far; may throw to stop
   * Throws AppError `score/window-too-long`, `score/non-finite`.
   */
  async tokenLosses(
    { prompt, windows }: PromptedWindows,
    afterRun?: (windowsDone: number) => Promise<void>
  ): Promise<Float64Array[]> {
    const { sequences, length, promptTokens } = this.#layout;
    requireRoom('A prompt', prompt.length, promptTokens);
    requireRoom('A row', Math.max(0, ...windows.map(windowLength)), length);
    const memory = await this.#read(prompt);
    const losses = new Map<TokenWindow, Float64Array>();
    let left = [...windows];
    while (left.length > 0) {
      const { taken, sequenceOf } = fillBatch(left.map(windowLength), sequences, length, length);
      const placed = taken.map((index) => left[index]!);
      const batch = layOut(placed, sequenceOf, prompt.length, this.#layout);
      const found = await this.#losses(placed, batch, memory);
      placed.forEach((window, index) => losses.set(window, found[index]!));
      left = left.filter((_, index) => !taken.includes(index));
      await afterRun?.(windows.length - left.length);
    }
    return windows.map((window) => losses.get(window)!);
  }

  dispose(): Promise<void> {
    return this.#session.dispose();
  }

  /** A prompt longer than a sequence is read in pieces, each after those before it. */
  async #read(prompt: readonly number[]): Promise<Memory | null> {
    const { length, promptTokens } = this.#layout;
    if (promptTokens === 0) return null;
    const { layers, keyHeads, headWidth } = this.#shape;
    const size = layers * keyHeads * promptTokens * headWidth;
    const memory: Memory = { length: 0, keys: new Float32Array(size), values: new Float32Array(size) };
    while (memory.length < prompt.length) {
      const piece = prompt.slice(memory.length, memory.length + length);
      const outputs = await this.#run(layOutPrompt(piece, memory.length, this.#layout), memory);
      for (const [into, from] of [
        [memory.keys, await outputs.keys!.read()],
        [memory.values, await outputs.values!.read()]
      ] as const)
        for (let head = 0; head < layers * keyHeads; head++)
          into.set(
            (from as Float32Array).subarray(head * length * headWidth, (head * length + piece.length) * headWidth),
            (head * promptTokens + memory.length) * headWidth
          );
      memory.length += piece.length;
      for (const tensor of Object.values(outputs)) tensor.dispose();
    }
    return memory;
  }

  async #losses(windows: readonly TokenWindow[], batch: LlamaBatch, memory: Memory | null): Promise<Float64Array[]> {
    const outputs = await this.#run(batch, memory);
    const losses = await outputs.losses!.read();
    for (const tensor of Object.values(outputs)) tensor.dispose();
    if (!losses.every(Number.isFinite))
      throw new AppError('score/non-finite', 'The model gave a loss that is no number.');
    return windows.map((window, index) => {
      const from = batch.firstPlace[index]!;
      return Float64Array.from(losses.subarray(from, from + window.tokens.length - window.scoredFrom));
    });
  }

  async #run(batch: LlamaBatch, memory: Memory | null): Promise<Record<string, ModelTensor>> {
    const { sequences, length, promptTokens } = this.#layout;
    const { layers, keyHeads, headWidth } = this.#shape;
    const all = [sequences, length];
    const places = [batch.targets.length];
    const held = [layers, keyHeads, promptTokens, headWidth];
    const inputs = {
      tokens: this.#runtime.tensor(batch.tokens, all),
      positions: this.#runtime.tensor(batch.positions, all),
      rows: this.#runtime.tensor(batch.rows, all),
      scoredPositions: this.#runtime.tensor(batch.scoredPositions, places),
      targets: this.#runtime.tensor(batch.targets, places),
      ...(memory && {
        promptKeys: this.#runtime.tensor(memory.keys, held),
        promptValues: this.#runtime.tensor(memory.values, held),
        promptRows: this.#runtime.tensor(
          Int32Array.from({ length: promptTokens }, (_, at) => (at < memory.length ? PROMPT_ROW : PADDING_ROW)),
          [promptTokens]
        )
      })
    };
    const outputs = await this.#session.run(inputs);
    for (const tensor of Object.values(inputs)) tensor.dispose();
    return outputs;
  }
}

/** Throws AppError `score/window-too-long` for a layout longer than the model reads. */
export async function createLlamaEvaluator(
  runtime: ModelRuntime,
  weights: LlamaWeights,
  layout: LlamaLayout
): Promise<LlamaEvaluator> {
  const { shape } = weights;
  const longest = layout.promptTokens + layout.length;
  if (longest > shape.context)
    throw new AppError('score/window-too-long', `The model reads ${shape.context} tokens, not ${longest}.`);
  const { promptTokens } = layout;
  const session = await openSession(runtime, buildLlamaGraph(weights, layout, { promptTokens }));
  return new LlamaEvaluator(runtime, session, shape, layout);
}

function requireRoom(what: string, tokens: number, room: number): void {
  if (tokens > room)
    throw new AppError('score/window-too-long', `${what} of ${tokens} tokens does not fit in ${room}.`);
}

function emptyBatch({ sequences, length }: BatchLayout): Pick<LlamaBatch, 'tokens' | 'positions' | 'rows'> {
  const size = sequences * length;
  return {
    tokens: new Int32Array(size),
    positions: new Int32Array(size),
    rows: new Int32Array(size).fill(PADDING_ROW)
  };
}

/** A piece of the prompt in the first sequence. One position is scored, since a graph of no places cannot run everywhere. */
function layOutPrompt(piece: readonly number[], from: number, layout: BatchLayout): LlamaBatch {
  const batch = emptyBatch(layout);
  piece.forEach((token, at) => {
    [batch.tokens[at], batch.positions[at], batch.rows[at]] = [token, from + at, PROMPT_ROW];
  });
  return { ...batch, scoredPositions: Int32Array.of(0), targets: Int32Array.of(0), firstPlace: [] };
}

/** Rows one after another in their sequences, each counting on from the prompt. */
function layOut(
  windows: readonly TokenWindow[],
  sequenceOf: readonly number[],
  from: number,
  layout: BatchLayout
): LlamaBatch {
  const { tokens, positions, rows } = emptyBatch(layout);
  const used = new Array<number>(layout.sequences).fill(0);
  const [scoredPositions, targets, firstPlace]: [number[], number[], number[]] = [[], [], []];
  windows.forEach((window, row) => {
    const sequence = sequenceOf[row]!;
    const start = sequence * layout.length + used[sequence]!;
    used[sequence]! += windowLength(window);
    firstPlace.push(targets.length);
    for (let index = 0; index < windowLength(window); index++) {
      const at = start + index;
      [tokens[at], positions[at], rows[at]] = [window.tokens[index]!, from + index, row];
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
