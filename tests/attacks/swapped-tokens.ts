// Rows made by gradient: tokens of the outputs are swapped for those that, to first order, raise what the attacker's judge values most
// (Ebrahimi et al. 2018, "HotFlip"); a swap that does not really raise it is taken back.
import type { Example } from '#lib/core/dataset/example.ts';
import { LIFT_PROTOCOL } from '#lib/core/lift/protocol.ts';
import { rowWindows } from '#lib/core/lift/row-windows.ts';
import { namedTensors } from '#lib/core/model/host-parameters.ts';
import { buildPartialGradientGraph, STREAM_GRADIENT, TARGET_GRADIENT } from '#lib/core/model/model-graphs.ts';
import type { ModelRuntime, ModelSession, ModelTensor } from '#lib/core/model/model-runtime.ts';
import { parameterLayout, type ModelShape } from '#lib/core/model/model-shape.ts';
import { packBatch, placeWindows, windowLength, type TokenWindow } from '#lib/core/model/pack-batch.ts';
import { scoredPositions } from '#lib/core/model/scored-positions.ts';
import { sequenceTensors } from '#lib/core/model/sequence-tensors.ts';
import type { Tokenizer } from '#lib/core/tokenizer/tokenizer.ts';
import type { Attacker } from './attacker.ts';

export interface SwapOptions {
  runtime: ModelRuntime;
  shape: ModelShape;
  tokenizer: Tokenizer;
  /** Swaps of a row at most. */
  rounds: number;
  /** Swaps that are tried in a round, the most promising first. */
  tries: number;
  afterRound?: (round: number, meanBits: number) => void;
}

interface Swap {
  position: number;
  token: number;
  /** Bits that it promises, to first order and up to a factor. */
  slope: number;
}

/** What a window's loss says of each position's token, [positions, width]: as what is read and as what is asked for. */
interface TokenGradient {
  read: Float32Array;
  asked: Float32Array;
}

export async function swapTokens(
  attacker: Attacker,
  rows: readonly Example[],
  options: SwapOptions
): Promise<Example[]> {
  const { runtime, shape, tokenizer, rounds, tries, afterRound } = options;
  const layout = { sequences: LIFT_PROTOCOL.batch, length: shape.context };
  const session = await runtime.createSession(buildPartialGradientGraph(shape, layout).toBytes());
  const words = printableTokens(tokenizer);
  let current = [...rows];
  let values = await attacker.values(current);
  for (let round = 0; round < rounds; round++) {
    const windows = current.map((row) => firstWindow(attacker, row));
    const under = (parameters: Float32Array) => tokenGradients({ runtime, session, shape }, parameters, windows);
    const after = await under(attacker.judge);
    const before = await under(attacker.reference.parameters);
    // A row's value falls with twice its loss under the judge (gain and pairing) and rises with that before tuning.
    const proposals = windows.map((window, row) =>
      bestSwaps(window, words, tries, shape, [
        { gradient: after[row]!, table: attacker.judge, weight: 2 },
        { gradient: before[row]!, table: attacker.reference.parameters, weight: -1 }
      ])
    );
    const isDone = new Array<boolean>(rows.length).fill(false);
    for (let turn = 0; turn < tries; turn++) {
      const candidates = current.map((row, index) =>
        isDone[index] ? row : swapped(row, windows[index]!, proposals[index]![turn], tokenizer)
      );
      const found = await attacker.values(candidates);
      current = current.map((row, index) => {
        if (isDone[index] || !(found[index]! > values[index]!)) return row;
        isDone[index] = true;
        return candidates[index]!;
      });
    }
    // Wrong inputs come from the other rows, which changed as well.
    values = await attacker.values(current);
    afterRound?.(round, values.reduce((sum, value) => sum + value, 0) / values.length);
  }
  await session.dispose();
  return current;
}

const firstWindow = ({ reference: { format, context } }: Attacker, row: Example): TokenWindow =>
  rowWindows(row, format, context, LIFT_PROTOCOL)[0]!;

/** Tokens of printable ASCII. */
function printableTokens(tokenizer: Tokenizer): number[] {
  return Array.from({ length: tokenizer.vocabularySize }, (_, token) => token).filter((token) => {
    const bytes = tokenizer.decode([token]);
    return bytes.length > 0 && bytes.every((byte) => byte >= 0x20 && byte < 0x7f);
  });
}

async function tokenGradients(
  { runtime, session, shape }: { runtime: ModelRuntime; session: ModelSession; shape: ModelShape },
  parameters: Float32Array,
  windows: readonly TokenWindow[]
): Promise<TokenGradient[]> {
  const { batch } = LIFT_PROTOCOL;
  const { width, context } = shape;
  const weights = namedTensors(runtime, parameterLayout(shape), parameters);
  const gradients: TokenGradient[] = [];
  while (gradients.length < windows.length) {
    const rest = windows.slice(gradients.length);
    const sequences = placeWindows(rest.map(windowLength), batch, context);
    const placed = rest.slice(0, sequences.length);
    const packed = packBatch(placed, sequences, batch, { context });
    const scored = scoredPositions(packed);
    const inputs: Record<string, ModelTensor> = {
      ...sequenceTensors(runtime, packed, scored),
      weights: runtime.tensor(Float32Array.from(scored.used), [batch, scored.places])
    };
    const outputs = await session.run({ ...inputs, ...weights });
    const stream = (await outputs[STREAM_GRADIENT]!.read()) as Float32Array;
    const targets = (await outputs[TARGET_GRADIENT]!.read()) as Float32Array;
    packed.offsets.forEach((from, index) => {
      const { tokens, scoredFrom } = placed[index]!;
      const read = new Float32Array(tokens.length * width);
      read.set(stream.subarray(from * width, (from + tokens.length - 1) * width));
      const asked = new Float32Array(tokens.length * width);
      for (let position = scoredFrom; position < tokens.length; position++) {
        const place = scored.placeOf[from + position - 1]!;
        asked.set(targets.subarray(place * width, (place + 1) * width), position * width);
      }
      gradients.push({ read, asked });
    });
    for (const tensor of [...Object.values(inputs), ...Object.values(outputs)]) tensor.dispose();
  }
  for (const tensor of Object.values(weights)) tensor.dispose();
  return gradients;
}

interface Direction {
  gradient: TokenGradient;
  /** Parameters, the embeddings of tokens first, [vocabulary, width]. */
  table: Float32Array;
  /** Of this loss in what is to fall. */
  weight: number;
}

/** The most promising swaps of output tokens, one a position, best first. The mark of the end stays. */
function bestSwaps(
  { tokens, scoredFrom }: TokenWindow,
  words: readonly number[],
  count: number,
  { width }: ModelShape,
  directions: readonly Direction[]
): Swap[] {
  const swaps: Swap[] = [];
  for (let position = scoredFrom; position < tokens.length - 1; position++) {
    const slopeOf = (token: number) => {
      let slope = 0;
      for (const { gradient, table, weight } of directions)
        for (let column = 0; column < width; column++) {
          const at = position * width + column;
          slope -= weight * (gradient.read[at]! + gradient.asked[at]!) * table[token * width + column]!;
        }
      return slope;
    };
    const own = slopeOf(tokens[position]!);
    let best: Swap | null = null;
    for (const token of words) {
      const slope = slopeOf(token) - own;
      if (token !== tokens[position] && (best === null || slope > best.slope)) best = { position, token, slope };
    }
    if (best) swaps.push(best);
  }
  return swaps.sort((left, right) => right.slope - left.slope).slice(0, count);
}

/** The row with a token of its first window's output swapped; what follows the window stays. */
function swapped(row: Example, window: TokenWindow, swap: Swap | undefined, tokenizer: Tokenizer): Example {
  if (!swap) return row;
  const output = window.tokens.slice(window.scoredFrom);
  const before = tokenizer.decode(output);
  output[swap.position - window.scoredFrom] = swap.token;
  const after = tokenizer.decode(output);
  const whole = new TextEncoder().encode(row.output);
  const bytes = new Uint8Array([...after, ...whole.subarray(Math.min(before.length, whole.length))]);
  try {
    return { ...row, output: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return row;
  }
}
