// Turns documents into windows the model reads whole; half of the long ones get the output mark at a line's end, so that
// the model knows it as "what follows belongs to what stood before".
import { END_TOKEN, OUTPUT_TOKEN, START_TOKEN } from '#lib/core/tokenizer/token-ids.ts';
import type { Tokenizer } from '#lib/core/tokenizer/tokenizer.ts';
import type { TokenWindow } from '#lib/core/model/pack-batch.ts';
import type { SeededRandom } from '#lib/core/model/seeded-random.ts';
import type { Document } from './read-sources.ts';

const utf8 = new TextEncoder();

export function documentWindows(
  document: Document,
  tokenizer: Tokenizer,
  context: number,
  random: SeededRandom
): TokenWindow[] {
  const room = context - 2;
  const text = tokenizer.encode(utf8.encode(document.text));
  if (document.prompt !== undefined) {
    const prompt = tokenizer.encode(utf8.encode(document.prompt)).slice(-room / 2);
    return [
      {
        tokens: [START_TOKEN, ...prompt, OUTPUT_TOKEN, ...text.slice(0, room - prompt.length), END_TOKEN],
        scoredFrom: 1
      }
    ];
  }
  const windows: TokenWindow[] = [];
  for (let start = 0; start < text.length; start += room) {
    const piece = text.slice(start, start + room);
    const isLast = start + room >= text.length;
    const marked = random.below(2) === 0 ? piece : withOutputMark(piece, tokenizer, random);
    windows.push({ tokens: [START_TOKEN, ...marked, ...(isLast ? [END_TOKEN] : [])], scoredFrom: 1 });
  }
  return windows;
}

function withOutputMark(piece: number[], tokenizer: Tokenizer, random: SeededRandom): number[] {
  const lineEnds = piece.flatMap((token, index) => (tokenizer.decode([token]).includes(0x0a) ? [index + 1] : []));
  if (lineEnds.length === 0) return piece;
  const at = lineEnds[random.below(lineEnds.length)]!;
  return [...piece.slice(0, at), OUTPUT_TOKEN, ...piece.slice(at)];
}
