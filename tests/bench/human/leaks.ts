// How well a script that only counts tells spoilt outputs from their sources, for each operator: the table of docs/human.md.
import { CODE_OPERATORS } from '#lib/core/human/flaw/code-operators.ts';
import { CONVERSATION_OPERATORS } from '#lib/core/human/flaw/conversation-operators.ts';
import type { FlawOperator } from '#lib/core/human/flaw/flaw-operator.ts';
import { plantLadder } from '#lib/core/human/flaw/plant-flaw.ts';
import { TEXT_OPERATORS } from '#lib/core/human/flaw/text-operators.ts';
import { leakTest } from '#lib/core/human/leak/leak-test.ts';
import { seededRandom } from '#lib/core/model/seeded-random.ts';
import { drawnTaskSets } from '#lib/core/human/testing/drawn-task-sets.ts';
import { howToText, smallProgram, twoTurns } from '#lib/core/human/testing/how-to-texts.ts';
import { markdownTable } from '../../documents/markdown-table.ts';

const NAMED = 3;

export function leakTable(): string {
  const rows = [
    ...TEXT_OPERATORS.map((one) => row(one.name, [one], howToText, 2)),
    row('all of text, four levels', TEXT_OPERATORS, howToText, 4),
    ...CODE_OPERATORS.map((one) => row(one.name, [one], smallProgram, 2)),
    row('all of code, four levels', CODE_OPERATORS, smallProgram, 4),
    ...CONVERSATION_OPERATORS.filter(({ name }) => name !== 'wrong-language').map((one) =>
      row(one.name, [one], twoTurns, 2)
    )
  ];
  return markdownTable(['planted', 'told right', '95 %', 'what tells'], rows);
}

function row(
  name: string,
  operators: readonly FlawOperator[],
  make: (seed: number) => string,
  levels: number
): string[] {
  const sets = drawnTaskSets((seed) =>
    plantLadder(make(seed), operators, levels, seededRandom(seed), [make(seed + 500), make(seed + 501)]).map(
      ({ output }) => output
    )
  );
  const { accuracy, accuracy95, leaks } = leakTest(sets);
  const percent = (share: number) => `${Math.round(100 * share)} %`;
  return [
    name,
    percent(accuracy),
    accuracy95.map(percent).join(' to '),
    leaks
      .slice(0, NAMED)
      .map(({ feature, accuracy: alone }) => `${feature} (${percent(alone)})`)
      .join(', ')
  ];
}
