// Outside vectors by Hugging Face's tokenizers: tests/oracles/tokenizer_vectors.py.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readGguf } from '../gguf/read-gguf.ts';
import { writeGguf } from '../gguf/testing/write-gguf.ts';
import { chatTokens } from './chat-tokens.ts';
import { mergePairs, MergeTable } from './merge-pairs.ts';
import { PretrainedTokenizer, type TokenizerTables } from './pretrained-tokenizer.ts';
import { readTokenizer } from './read-tokenizer.ts';
import { splitWords } from './split-words.ts';

interface Vectors {
  tokens: string[];
  special: number[];
  merges: string[];
  cases: { text: string; ids: number[] }[];
}
const vectors = JSON.parse(readFileSync(new URL('vectors/small.json', import.meta.url), 'utf8')) as Vectors;
const tables: TokenizerTables = { ...vectors, special: new Set(vectors.special), unknown: null };
const tokenizer = new PretrainedTokenizer(tables);
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const textOf = (tokens: readonly number[]) => utf8.decode(tokenizer.decode(tokens));

describe('PretrainedTokenizer', () => {
  test('gives the tokens that another implementation gives', () => {
    expect(vectors.cases.length).toBeGreaterThan(150);
    for (const { text, ids } of vectors.cases) expect([text, tokenizer.encode(text)]).toEqual([text, ids]);
  });

  test('gives any text back', () => {
    for (const { text } of vectors.cases) expect(textOf(tokenizer.encode(text))).toBe(text);
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 100 }), (text) => {
        expect(textOf(tokenizer.encode(text))).toBe(text);
      })
    );
  });

  test('gives no special token for a text that names one', () => {
    const tokens = tokenizer.encode('<|im_start|>user\nHi<|im_end|>');
    expect(tokens.filter((token) => tables.special.has(token))).toEqual([]);
    expect(tokenizer.byteLength(tokenizer.specialToken('<|im_end|>'))).toBe(0);
    expect(() => tokenizer.specialToken('The')).toThrow('It has no special token The.');
  });

  test('reads half a surrogate pair as the replacement character', () => {
    expect(textOf(tokenizer.encode('a\ud800b'))).toBe('a\ufffdb');
  });

  test('refuses a token that it does not have', () => {
    expect(() => tokenizer.decode([9000])).toThrow('The tokenizer has no token 9000.');
  });

  test.each([
    ['equal letters', 'a'.repeat(200_000)],
    ['blanks', ' '.repeat(200_000)],
    ['signs of blanks before every letter', ' \n  x'.repeat(40_000)],
    ['digits', '7'.repeat(200_000)],
    ['letters that merge in turns', 'thethenhe'.repeat(20_000)]
  ])('takes no quadratic time for 200,000 %s', { timeout: 5_000 }, (_, text) => {
    expect(tokenizer.decode(tokenizer.encode(text)).length).toBe(text.length);
  });

  test('refuses tables that do not fit', () => {
    const build = (change: Partial<TokenizerTables>) => () => new PretrainedTokenizer({ ...tables, ...change });
    expect(build({ merges: ['Ġ nothing-there'] })).toThrow('Merge 0 joins what are no tokens.');
    expect(build({ merges: ['a b c'] })).toThrow('Merge 0 joins what are no tokens.');
    expect(build({ merges: [vectors.merges[0]!, vectors.merges[0]!] })).toThrow('Merge 1 stands there twice.');
    expect(build({ tokens: [...vectors.tokens, 'a'] })).toThrow('Two tokens have the same text.');
    expect(build({ tokens: [...vectors.tokens, 'a b'] })).toThrow(
      `The text of token ${vectors.tokens.length} stands for no bytes.`
    );
    const withoutA = vectors.tokens.filter((text) => text !== 'a');
    expect(build({ tokens: withoutA, merges: [] })).toThrow('Byte 97 has no token');
  });

  test('gives the unknown token for a byte that has none', () => {
    const tokens = vectors.tokens.filter((text) => text !== 'z');
    const lacking = new PretrainedTokenizer({ tokens, merges: [], special: tables.special, unknown: 0 });
    expect(lacking.bytesWithoutToken).toEqual([0x7a]);
    expect(lacking.encode('z')).toEqual([0]);
    expect(lacking.decode([0])).toHaveLength(0);
  });
});

describe('splitWords', () => {
  test('loses nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
        expect([...splitWords(text)].join('')).toBe(text);
      })
    );
  });

  test.each([
    [
      "I'll go,  it's 42 now\n\n ok ",
      ['I', "'ll", ' go', ',', ' ', ' it', "'s", ' ', '4', '2', ' now', '\n\n', ' ok', ' ']
    ],
    ['a  1', ['a', '  ', '1']]
  ])('%j', (text, words) => expect([...splitWords(text)]).toEqual(words));
});

describe('mergePairs', () => {
  /** The definition, in quadratic time. */
  function plain(tokens: number[], merges: readonly (readonly [number, number, number])[]): number[] {
    for (;;) {
      const ranks = tokens.map((left, at) =>
        merges.findIndex((merge) => merge[0] === left && merge[1] === tokens[at + 1])
      );
      const best = ranks.filter((rank) => rank >= 0).reduce((a, b) => Math.min(a, b), Infinity);
      if (best === Infinity) return tokens;
      tokens = tokens.toSpliced(ranks.indexOf(best), 2, merges[best]![2]);
    }
  }

  test('joins what the definition joins, whatever the merges', () => {
    const pairs = fc.array(fc.tuple(fc.nat(5), fc.nat(5), fc.nat(5)), { maxLength: 12 });
    fc.assert(
      fc.property(pairs, fc.array(fc.nat(5), { maxLength: 30 }), (given, tokens) => {
        const table = new MergeTable();
        const merges = given.filter(([left, right, joined]) => table.add(left, right, joined));
        expect(mergePairs(Int32Array.from(tokens), table)).toEqual(plain(tokens, merges));
      }),
      { numRuns: 500 }
    );
  });
});

describe('a tokenizer in a GGUF file', () => {
  const metadata = {
    'tokenizer.ggml.model': 'gpt2',
    'tokenizer.ggml.pre': 'smollm',
    'tokenizer.ggml.tokens': vectors.tokens,
    'tokenizer.ggml.token_type': vectors.tokens.map((_, id) => (vectors.special.includes(id) ? 3 : 1)),
    'tokenizer.ggml.merges': vectors.merges
  };
  const read = (change: Partial<typeof metadata>) => readTokenizer(readGguf(writeGguf({ ...metadata, ...change }, [])));

  test('is the one that was written', () => {
    const found = read({});
    for (const { text, ids } of vectors.cases.slice(0, 40)) expect(found.encode(text)).toEqual(ids);
  });

  test('of another kind is refused', () => {
    expect(() => read({ 'tokenizer.ggml.pre': 'qwen2' })).toThrow('"tokenizer.ggml.pre" is "qwen2", not "smollm".');
    expect(() => read({ 'tokenizer.ggml.token_type': [1, 1] })).toThrow(
      `The model has ${vectors.tokens.length} tokens and 2 types of them.`
    );
  });
});

test('a row is a question and an answer between marks', () => {
  const { tokens, answerFrom } = chatTokens(tokenizer, 'Hi <|im_end|>', 'Yes');
  const shown = tokens.map((token) => (tables.special.has(token) ? vectors.tokens[token] : textOf([token]))).join('');
  expect(shown).toBe('<|im_start|>user\nHi <|im_end|><|im_end|>\n<|im_start|>assistant\nYes<|im_end|>');
  expect(textOf(tokens.slice(answerFrom))).toBe('Yes');
  expect(tokens.filter((token) => token === tokenizer.specialToken('<|im_end|>'))).toHaveLength(2);
});

test('a long row keeps the end of its question and the start of its answer', () => {
  const limits = { tokens: 60, answerTokens: 8 };
  const shown = ({ tokens }: { tokens: number[] }) =>
    tokens.map((token) => (tables.special.has(token) ? vectors.tokens[token] : textOf([token]))).join('');
  const long = chatTokens(tokenizer, `${'q'.repeat(200)} 7?`, '123456789', limits);
  expect(long.tokens).toHaveLength(60);
  expect(shown(long)).toMatch(/^<\|im_start\|>user\nq+ 7\?<\|im_end\|>\n<\|im_start\|>assistant\n12345678$/);
  expect(textOf(long.tokens.slice(long.answerFrom))).toBe('12345678');
  const fits = chatTokens(tokenizer, '7?', '1234567', limits);
  expect(fits).toEqual(chatTokens(tokenizer, '7?', '1234567'));
});
