// A facts reading: what a pretrained model that has read the world pays for each answer, after other rows of the same set. Wrong
// facts cost it more where it knows better; other words cost it less than without those rows. It knows common facts, in English, up
// to its training, and shares its errors with whoever asks it: evidence for a person, no factor of a score.
import type { Example } from '../dataset/example.ts';
import { AppError } from '../error/app-error.ts';
import type { LlamaEvaluator } from '../llama/llama-evaluator.ts';
import type { LongCallOptions } from '../long-call.ts';
import { chatTokens } from '../pretrained-tokenizer/chat-tokens.ts';
import type { PretrainedTokenizer } from '../pretrained-tokenizer/pretrained-tokenizer.ts';
import { drawRows } from './draw-rows.ts';
import type { FactsProtocol } from './facts-protocol.ts';
import type { DearRow, FactsReport, SetReading } from './facts-report.ts';
import { rankShare } from './rank-share.ts';

export interface FactsInput {
  examples: readonly Example[];
  /** Rows that are known to be good, for a comparison. */
  benchmark: readonly Example[] | null;
  seed: string;
}

export interface FactsModel {
  evaluator: Pick<LlamaEvaluator, 'tokenLosses'>;
  tokenizer: PretrainedTokenizer;
}

/** A judged row, and what it costs. */
interface ReadRow {
  example: Example;
  costBitsPerByte: number;
  dearest: DearRow['dearest'];
}

/** No text that is listed is longer. */
const LISTED_MAX_LENGTH = 300;
/** More text than any limit of tokens here lets in is not even encoded. */
const TEXT_MAX_LENGTH = 16_384;
const BITS_PER_NAT = 1 / Math.LN2;

/**
 * Progress: stage `facts`, rows read in all prompts of both sets. Throws AppError `score/no-examples` below two rows that can be judged,
 * `score/benchmark-too-small`, as the evaluator; the signal's reason when cancelled.
 * @param evaluator with sequences of the protocol's length
 */
export async function readFacts(
  { examples, benchmark, seed }: FactsInput,
  { evaluator, tokenizer }: FactsModel,
  protocol: FactsProtocol,
  { signal, onProgress }: LongCallOptions = {}
): Promise<FactsReport> {
  const own = drawRows(examples, tokenizer, protocol, seed);
  if (own.judged.length < 2)
    throw new AppError('score/no-examples', 'A facts reading needs two rows to judge, and as many before them.', {
      details: { judged: own.judged.length }
    });
  const theirs = benchmark && drawRows(benchmark, tokenizer, protocol, seed);
  if (theirs && theirs.judged.length < 2)
    throw new AppError('score/benchmark-too-small', 'A facts reading needs two rows of the benchmark to judge.', {
      details: { rows: theirs.judged.length }
    });
  const total = (own.judged.length + (theirs?.judged.length ?? 0)) * protocol.prompts;
  let before = 0;
  const readSet = async ({ prompts, judged }: typeof own): Promise<ReadRow[]> => {
    const windows = judged.map(({ input, output }) => {
      const { tokens, answerFrom } = chatTokens(
        tokenizer,
        input.slice(-TEXT_MAX_LENGTH),
        output.slice(0, TEXT_MAX_LENGTH),
        // A window's last token is no position.
        { tokens: protocol.sequenceTokens - protocol.promptTokens + 1, answerTokens: protocol.outputTokens }
      );
      return { tokens, scoredFrom: answerFrom };
    });
    const losses: Float64Array[][] = [];
    for (const prompt of prompts) {
      losses.push(
        await evaluator.tokenLosses({ prompt, windows }, async (done) => {
          signal?.throwIfAborted();
          onProgress?.({ stage: 'facts', done: before + done, total });
        })
      );
      before += windows.length;
    }
    return judged.map((example, row) =>
      costOf(
        example,
        windows[row]!.tokens.slice(windows[row]!.scoredFrom),
        losses.map((ofPrompt) => ofPrompt[row]!),
        tokenizer
      )
    );
  };

  signal?.throwIfAborted();
  const rows = await readSet(own);
  const others = theirs && (await readSet(theirs));
  return {
    protocol: protocol.version,
    model: protocol.model,
    seed,
    ...summary(rows, own.promptRows),
    dearest: dearestRows(rows, protocol.listed),
    benchmark: others && {
      ...summary(others, theirs!.promptRows),
      ...rankShare(rows.map(cost), others.map(cost))
    }
  };
}

const cost = (row: ReadRow): number => row.costBitsPerByte;

const summary = (rows: readonly ReadRow[], promptRows: number[]): SetReading => ({
  judged: rows.length,
  promptRows,
  costBitsPerByte: rows.reduce((sum, row) => sum + row.costBitsPerByte, 0) / rows.length
});

/** @param losses of each prompt, nats, one for each of the answer's tokens */
function costOf(
  example: Example,
  answer: readonly number[],
  losses: readonly Float64Array[],
  tokenizer: PretrainedTokenizer
): ReadRow {
  const bits = answer.map(
    (_, at) => (losses.reduce((sum, ofPrompt) => sum + ofPrompt[at]!, 0) / losses.length) * BITS_PER_NAT
  );
  const bytes = answer.reduce((sum, token) => sum + tokenizer.byteLength(token), 0);
  const most = bits.indexOf(bits.reduce((a, b) => Math.max(a, b), -Infinity));
  const offset = answer.slice(0, most).reduce((sum, token) => sum + tokenizer.byteLength(token), 0);
  return {
    example,
    // An answer of bytes that the vocabulary lacks has none that count.
    costBitsPerByte: bits.reduce((sum, bit) => sum + bit, 0) / Math.max(1, bytes),
    dearest: {
      token: new TextDecoder('utf-8', { ignoreBOM: true }).decode(tokenizer.decode([answer[most]!])),
      byteOffset: offset,
      bits: bits[most]!
    }
  };
}

function dearestRows(rows: readonly ReadRow[], count: number): DearRow[] {
  const shown = (text: string) => text.slice(0, LISTED_MAX_LENGTH).toWellFormed();
  return rows
    .toSorted((a, b) => b.dearest.bits - a.dearest.bits || a.example.line - b.example.line)
    .slice(0, count)
    .map(({ example: { line, input, output }, costBitsPerByte, dearest }) => ({
      line,
      input: shown(input),
      output: shown(output),
      costBitsPerByte,
      dearest
    }));
}
