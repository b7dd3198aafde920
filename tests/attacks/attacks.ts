// Rows that were made to be paid and not to teach. A miner has the questions, some practice rows with their answers, and the public model.
import type { Example } from '#lib/core/dataset/example.ts';
import { LIFT_PROTOCOL } from '#lib/core/lift/protocol.ts';
import { shuffleOutputs } from '#lib/core/lift/spoil-rows.ts';
import type { ValidityRow } from '../validity/domain.ts';
import type { Attacker } from './attacker.ts';
import { chosenAnswers } from './chosen-answers.ts';
import { nearestAnswers } from './nearest-answers.ts';
import { swapTokens, type SwapOptions } from './swapped-tokens.ts';
import { withUnreadRows } from './unread-rows.ts';

export interface AttackInput {
  /** Of the request's kind, with their right answers; the attack has no right answer to any but those of `practice`. */
  rows: readonly ValidityRow[];
  /** More of them. */
  further: readonly ValidityRow[];
  practice: readonly ValidityRow[];
  attacker: Attacker;
  swaps: SwapOptions;
}

export interface Attack {
  name: string;
  rows: (input: AttackInput) => ValidityRow[] | Promise<ValidityRow[]>;
}

const TRIES = 8;
const UNREAD_ROWS = 3;

const examplesOf = (rows: readonly ValidityRow[]): Example[] => rows.map((row, index) => ({ ...row, line: index + 1 }));
const rowsOf = (examples: readonly Example[]): ValidityRow[] =>
  examples.map(({ input, output }) => ({ input, output }));
const places = (rows: readonly unknown[]): number[] => rows.map((_, place) => place);

const movedRows = <Row extends ValidityRow>(rows: readonly Row[]): Row[] => shuffleOutputs(rows, places(rows));

export const HONEST = 'right answers';

export const ATTACKS: readonly Attack[] = [
  { name: HONEST, rows: ({ rows }) => [...rows] },
  { name: 'practice rows alone', rows: ({ practice }) => [...practice] },
  { name: 'answers to other questions', rows: ({ rows }) => movedRows(rows) },
  {
    name: 'the nearest practice answer with the question’s words',
    rows: ({ rows, practice }) =>
      nearestAnswers(
        rows.map(({ input }) => input),
        practice
      )
  },
  {
    name: `of ${TRIES} practice answers the one that the judge likes best`,
    rows: async ({ attacker, rows, practice }) => {
      const answers = practice.map(({ output }) => output);
      return rowsOf(await chosenAnswers(attacker, examplesOf(rows), answers, TRIES));
    }
  },
  {
    name: 'answers to other questions, tokens swapped by gradient',
    rows: async ({ attacker, rows, swaps }) => rowsOf(await swapTokens(attacker, examplesOf(movedRows(rows)), swaps))
  },
  {
    name: 'nearest practice answers, tokens swapped by gradient',
    rows: async ({ attacker, rows, practice, swaps }) => {
      const nearest = nearestAnswers(
        rows.map(({ input }) => input),
        practice
      );
      return rowsOf(await swapTokens(attacker, examplesOf(nearest), swaps));
    }
  },
  {
    name: 'right answers where they are read, moved ones where they are not',
    rows: ({ rows, further }) => {
      const good = examplesOf(rows);
      const rest = movedRows(further).map((row, index) => ({ ...row, line: rows.length + index + 1 }));
      const count = UNREAD_ROWS * Math.min(rows.length, LIFT_PROTOCOL.pairingRows);
      return rowsOf(withUnreadRows(good, rest, count, LIFT_PROTOCOL));
    }
  }
];
