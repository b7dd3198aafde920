// The real tokenizer, where ASSAY_SMOLLM2 names the model's GGUF file; vectors by tests/oracles/tokenizer_vectors.py.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readGguf } from '../gguf/read-gguf.ts';
import { readTokenizer } from './read-tokenizer.ts';

const path = process.env.ASSAY_SMOLLM2;
if (path === undefined) console.log('skipped: ASSAY_SMOLLM2 does not name the GGUF file of SmolLM2-135M-Instruct');

/** Control characters, and first bytes of planes that hold no characters: the vocabulary has no tokens for them. */
const LACKING = [0x04, 0x06, 0x13, 0x14, 0x16, 0x1d, 0xf1, 0xf2];

test.skipIf(path === undefined)('gives the tokens that another implementation gives, and the text back', () => {
  const tokenizer = readTokenizer(readGguf(new Uint8Array(readFileSync(path!))));
  expect(tokenizer.vocabularySize).toBe(49_152);
  expect(tokenizer.bytesWithoutToken.filter((byte) => byte !== 0xc0 && byte !== 0xc1 && byte < 0xf5)).toEqual(LACKING);
  const { cases } = JSON.parse(readFileSync(new URL('vectors/smollm2.json', import.meta.url), 'utf8')) as {
    cases: { text: string; ids: number[] }[];
  };
  for (const { text, ids } of cases) {
    expect([text, tokenizer.encode(text)]).toEqual([text, ids]);
    expect(new TextDecoder('utf-8', { ignoreBOM: true }).decode(tokenizer.decode(ids))).toBe(text);
  }
  const long = 'a'.repeat(1_000_000);
  expect(tokenizer.decode(tokenizer.encode(long)).length).toBe(long.length);
});
