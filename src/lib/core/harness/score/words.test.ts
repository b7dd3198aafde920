import { describe, expect, test } from 'vitest';
import { ANY_NUMBER, distinctWords, Vocabulary } from './words.ts';

describe('a vocabulary', () => {
  const vocabulary = new Vocabulary();
  const same = (one: string, other: string) => expect(vocabulary.wordsOf(one)).toEqual(vocabulary.wordsOf(other));

  test('takes letters and digits apart, whatever stands between them', () => {
    expect(vocabulary.wordsOf('parse_line(42, "a1")')).toHaveLength(5);
    same('parse_line(42)', 'Parse LINE 42');
  });

  test('knows other scripts, sign by sign where they have no spaces', () => {
    same('Größe ÄRGER', 'größe ärger');
    expect(vocabulary.wordsOf('日本語')).toHaveLength(3);
    expect(vocabulary.wordsOf('данные 5')).toHaveLength(2);
  });

  test('makes all numbers alike for forms', () => {
    const form = (text: string) => vocabulary.formOf(vocabulary.wordsOf(text));
    expect(form('row 17 of 230')).toEqual(form('row 4 of 9'));
    expect(form('7')).toEqual(Int32Array.of(ANY_NUMBER));
  });

  test('lists each word once', () => {
    expect(distinctWords(Int32Array.of(3, 1, 3), Int32Array.of(2, 1))).toEqual(Int32Array.of(1, 2, 3));
  });
});
