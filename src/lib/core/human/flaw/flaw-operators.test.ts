import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../model/seeded-random.ts';
import { howToText, smallProgram, twoTurns } from '../testing/how-to-texts.ts';
import { CODE_OPERATORS } from './code-operators.ts';
import { CONVERSATION_OPERATORS } from './conversation-operators.ts';
import type { FlawOperator } from './flaw-operator.ts';
import { maskCode } from './mask-code.ts';
import { plantFlaw, plantLadder } from './plant-flaw.ts';
import { TEXT_OPERATORS } from './text-operators.ts';

const named = (operators: readonly FlawOperator[], name: string) => operators.find((one) => one.name === name)!;
const plant = (operators: readonly FlawOperator[], name: string, source: string, donors: string[] = []) =>
  plantFlaw(source, named(operators, name), seededRandom(3), donors);

const OTHER_ANSWER = JSON.stringify([
  { role: 'user', content: 'Why is the sea salty?' },
  {
    role: 'assistant',
    content:
      'Rivers carry salts from the rocks of the land into the sea, where the water leaves them behind as it evaporates.'
  }
]);
const GERMAN = JSON.stringify([
  { role: 'user', content: 'Warum ist das Meer salzig?' },
  {
    role: 'assistant',
    content:
      'Die Flüsse tragen Salze aus den Gesteinen des Landes ins Meer, wo das Wasser sie zurücklässt, wenn es verdunstet und als Regen wieder auf das Land fällt.'
  }
]);

describe.each<[string, readonly FlawOperator[], (seed: number) => string, string[]]>([
  ['text', TEXT_OPERATORS, howToText, []],
  ['code', CODE_OPERATORS, smallProgram, []],
  ['conversation', CONVERSATION_OPERATORS, twoTurns, [OTHER_ANSWER, GERMAN]]
])('operators for %s', (_kind, operators, make, donors) => {
  test.each(operators.map(({ name }) => name))('%s finds a place, the same one for the same draw', (name) => {
    for (let seed = 0; seed < 20; seed++) {
      const source = make(seed);
      const planted = plantFlaw(source, named(operators, name), seededRandom(seed), donors);
      expect(planted).not.toBeNull();
      expect(planted!.output).not.toBe(source);
      expect(plantFlaw(source, named(operators, name), seededRandom(seed), donors)).toEqual(planted);
    }
  });

  test('without a place nothing is planted', () => {
    for (const operator of operators) expect(plantFlaw('', operator, seededRandom(1), donors)).toBeNull();
  });

  test('a ladder has each flaw of the level before, and no output twice', () => {
    const ladder = plantLadder(make(5), operators, 4, seededRandom(5), donors);
    expect(ladder.length).toBeGreaterThanOrEqual(2);
    expect(new Set(ladder.map(({ output }) => output)).size).toBe(ladder.length);
    for (const [level, { flaws }] of ladder.entries()) {
      expect(flaws).toHaveLength(level);
      expect(flaws.slice(0, -1)).toEqual(ladder[level - 1]?.flaws ?? []);
    }
  });
});

describe('in a text', () => {
  const TEXT =
    'The bridge in Cork is old. Later Marta met Henrik in Porto. It carries 20 t.\n\n1. Go.\n2. Stop.\n3. Wait.\n';

  test('negation turns one verb round', () => {
    expect(plant(TEXT_OPERATORS, 'negation', 'The bridge is old.')!.output).toBe('The bridge is not old.');
    expect(plant(TEXT_OPERATORS, 'negation', 'It is not old.')!.output).toBe('It is old.');
    expect(plant(TEXT_OPERATORS, 'negation', 'You cannot go.')!.output).toBe('You can go.');
  });

  test('a dropped step leaves no gap in the numbers', () => {
    const { output } = plant(TEXT_OPERATORS, 'dropped-step', TEXT)!;
    expect(output.match(/^\d\. \w+\.$/gm)).toHaveLength(2);
    expect(output).toContain('\n1. ');
    expect(output).toContain('\n2. ');
  });

  test('reordered steps keep their numbers', () => {
    const { output } = plant(TEXT_OPERATORS, 'reordered-steps', TEXT)!;
    expect(output.match(/^\d/gm)).toEqual(['1', '2', '3']);
    expect(output).not.toBe(TEXT);
  });

  test('code, addresses and headings are left alone', () => {
    const text = '# It is 5\n\nSee `x is 7` and https://a.is/9 as well.\n\n```\nwas 3\n```\n';
    for (const name of ['negation', 'swapped-numbers']) expect(plant(TEXT_OPERATORS, name, text)).toBeNull();
  });

  test('a unit is only one after a number', () => {
    expect(plant(TEXT_OPERATORS, 'wrong-unit', 'Walk 3 km along the shore.')!.output).toBe('Walk 3 m along the shore.');
    expect(plant(TEXT_OPERATORS, 'wrong-unit', 'Minutes pass, days as well.')).toBeNull();
  });
});

describe('in a program', () => {
  test('strings and comments are no code', () => {
    const source = 'const a = "x < y"; // a < b\n/* c < d */\n';
    expect(plant(CODE_OPERATORS, 'boundary', source)).toBeNull();
    expect(maskCode('x = 7 // 2  # half\nif x:\n    pass').code).toBe('x = 7 // 2        \nif x:\n    pass');
  });

  test('a guard that leaves is what a missing case takes', () => {
    const python = 'def f(x):\n    if x is None:\n        return 0\n    return x\n';
    expect(plant(CODE_OPERATORS, 'missing-case', python)!.output).toBe('def f(x):\n    return x\n');
  });

  test('a change of comments alone is none', () => {
    const comment: FlawOperator = {
      ...{ name: 'comment', kind: 'code', strength: 1 },
      edits: () => [{ from: 0, to: 0, after: '// note\n' }]
    };
    expect(plantFlaw('let a = 1;\n', comment, seededRandom(1))).toBeNull();
  });
});

describe('in a conversation', () => {
  const answerOf = (source: string) => (JSON.parse(source) as { content: string }[]).at(-1)!.content;

  test('what was said before is no longer minded', () => {
    const planted = plant(CONVERSATION_OPERATORS, 'ignores-an-earlier-turn', twoTurns(1))!;
    expect(answerOf(planted.output)).not.toContain('garlic');
    expect(answerOf(planted.output)).toContain('beans');
  });

  test('another language is one, another answer is in the same', () => {
    const donors = [OTHER_ANSWER, GERMAN];
    expect(answerOf(plant(CONVERSATION_OPERATORS, 'wrong-language', twoTurns(1), donors)!.output)).toContain('Flüsse');
    expect(answerOf(plant(CONVERSATION_OPERATORS, 'answers-another-question', twoTurns(1), donors)!.output)).toContain(
      'Rivers'
    );
    expect(plant(CONVERSATION_OPERATORS, 'wrong-language', twoTurns(1), [OTHER_ANSWER])).toBeNull();
  });
});
