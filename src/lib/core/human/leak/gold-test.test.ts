import { expect, test } from 'vitest';
import { seededRandom } from '../../model/seeded-random.ts';
import { plantLadder } from '../flaw/plant-flaw.ts';
import { TEXT_OPERATORS } from '../flaw/text-operators.ts';
import { howToText } from '../testing/how-to-texts.ts';
import { goldTest } from './gold-test.ts';

const shown = (contents: string[]) => contents.map((content, at) => ({ id: `o${at}`, content }));
const drawn = (seed: number) => shown([0, 1, 2, 3].map((at) => howToText(1000 * seed + at)));
const ladder = (seed: number) =>
  shown(plantLadder(howToText(seed), TEXT_OPERATORS, 4, seededRandom(seed)).map(({ output }) => output));
const times = <T>(count: number, make: (at: number) => T) => Array.from({ length: count }, (_, at) => make(at));

test('candidates drawn alike tell nothing', () => {
  expect(
    goldTest(
      times(20, drawn),
      times(20, (at) => drawn(at + 500))
    )
  ).toEqual([]);
});

test('flaws planted in one source are more alike than open candidates: the tasks can be told apart', () => {
  const [first] = goldTest(times(20, ladder), times(20, drawn));
  expect(first).toMatchObject({ feature: 'likeness to the others', more: 1 });
});

test('another number of outputs tells as well, and without open tasks nothing can be told', () => {
  const three = times(20, (at) => drawn(at).slice(1));
  expect(
    goldTest(
      three,
      times(20, (at) => drawn(at + 500))
    )
  ).toContainEqual({ feature: 'outputs', more: 0 });
  expect(goldTest(times(20, ladder), [])).toEqual([]);
});
