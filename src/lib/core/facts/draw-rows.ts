// Which rows are judged and which stand before them, drawn by hash: neither the order in a file nor who asks decides it.
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Example } from '../dataset/example.ts';
import { chatTokens } from '../pretrained-tokenizer/chat-tokens.ts';
import type { PretrainedTokenizer } from '../pretrained-tokenizer/pretrained-tokenizer.ts';
import type { FactsProtocol } from './facts-protocol.ts';

export interface DrawnRows {
  /** Tokens of each prompt, whole rows. */
  prompts: number[][];
  promptRows: number[];
  judged: Example[];
}

/** Rows tried for a prompt, one after another, until nothing more fits. */
const PROMPT_TRIES = 200;
/** A row whose text is longer than this has more tokens than a prompt: it need not be encoded to know. */
const PROMPT_ROW_MAX_LENGTH = 8192;

/** Each text once: a row that stands in a prompt word for word would predict itself. */
export function drawRows(
  examples: readonly Example[],
  tokenizer: PretrainedTokenizer,
  protocol: FactsProtocol,
  seed: string
): DrawnRows {
  const byKey = new Map<string, Example>();
  for (const example of examples) {
    if (example.output === '') continue;
    const key = keyOf(example, seed);
    const known = byKey.get(key);
    if (!known || example.line < known.line) byKey.set(key, example);
  }
  const drawn = [...byKey].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, example]) => example);
  const inPrompt = new Set<Example>();
  // Half of few rows is left to be judged, and no prompt takes the other's part.
  const promptRowsMax = Math.floor(drawn.length / (2 * protocol.prompts));
  const prompts = Array.from({ length: protocol.prompts }, () => {
    const tokens: number[] = [];
    let rows = 0;
    for (const example of drawn.filter((one) => !inPrompt.has(one)).slice(0, PROMPT_TRIES)) {
      if (rows === promptRowsMax) break;
      if (example.input.length + example.output.length > PROMPT_ROW_MAX_LENGTH) continue;
      const row = [...chatTokens(tokenizer, example.input, example.output).tokens, ...tokenizer.encode('\n')];
      if (tokens.length + row.length > protocol.promptTokens) continue;
      tokens.push(...row);
      inPrompt.add(example);
      rows++;
    }
    return { tokens, rows };
  });
  return {
    prompts: prompts.map(({ tokens }) => tokens),
    promptRows: prompts.map(({ rows }) => rows),
    judged: drawn.filter((example) => !inPrompt.has(example)).slice(0, protocol.rows)
  };
}

const keyOf = ({ input, output }: Example, seed: string): string =>
  bytesToHex(sha256(utf8ToBytes(JSON.stringify([seed, input, output]))));
