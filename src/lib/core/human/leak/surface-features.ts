// What a script can count in a task's outputs without understanding them.

/** An output as it is shown, in the order of the screen. */
export interface ShownOutput {
  id: string;
  content: string;
}

export const SURFACE_FEATURES = [
  'length',
  'lines',
  'tokens',
  'different tokens',
  'digits',
  'punctuation',
  'capitals',
  'tags',
  'comments',
  'evenness of characters',
  'compressed length',
  'position',
  'order of ids',
  'likeness to the others'
] as const;

const TOKEN = /[\p{L}\d_]+|[^\s\p{L}\d_]/gu;
const COMMENT = /\/\/|\/\*|<!--|^\s*#/gm;

/** Rows by output, columns as {@link SURFACE_FEATURES}. */
export function surfaceFeatures(outputs: readonly ShownOutput[]): number[][] {
  const tokens = outputs.map(({ content }) => content.match(TOKEN) ?? []);
  const kinds = tokens.map((of) => new Set(of));
  const neighbours = tokens.map((of) => new Set(of.map((token, at) => `${token} ${of[at + 1] ?? ''}`)));
  const ids = outputs.map(({ id }) => id).toSorted();
  return outputs.map(({ id, content }, at) => [
    content.length,
    count(content, /\n/g),
    tokens[at]!.length,
    kinds[at]!.size,
    count(content, /\d/g),
    count(content, /\p{P}/gu),
    count(content, /\p{Lu}/gu),
    count(content, /<[a-z/]/gi),
    count(content, COMMENT),
    evenness(content),
    phrases(content),
    at,
    ids.indexOf(id),
    mean(
      outputs
        .map((_, other) => (other === at ? null : likeness(neighbours[at]!, neighbours[other]!)))
        .filter((one) => one !== null)
    )
  ]);
}

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

/** How many different characters there are in effect: the exponential of Rényi's entropy of order 2, which needs no logarithm. */
function evenness(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let squares = 0;
  for (const one of counts.values()) squares += (one / text.length) * (one / text.length);
  return squares === 0 ? 0 : 1 / squares;
}

/** Phrases of Lempel and Ziv's parsing (1978): what a compressor would store. */
function phrases(text: string): number {
  const known = new Set<string>();
  let phrase = '';
  let found = 0;
  for (const character of text) {
    phrase += character;
    if (known.has(phrase)) continue;
    known.add(phrase);
    phrase = '';
    found++;
  }
  return found + (phrase === '' ? 0 : 1);
}

/** Pairs of neighbouring tokens in common: what a comparison of the files shows. */
function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let common = 0;
  for (const one of a) if (b.has(one)) common++;
  const all = a.size + b.size - common;
  return all === 0 ? 1 : common / all;
}

const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
