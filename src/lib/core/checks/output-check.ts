// How a row's output can be found wrong without a model, as a request names it; the checkers beside this file run them.
import * as v from 'valibot';
import { jsonPointer } from '../encoding/json-pointer.ts';

/** Where the answer stands in an output: all of it, its last line that is not blank, or what follows the last `after`. */
const AnswerPlaceSchema = v.variant('take', [
  v.object({ take: v.picklist(['whole', 'last-line']) }),
  v.object({ take: v.literal('after'), after: v.pipe(v.string(), v.minLength(1), v.maxLength(100)) })
]);

const NumberPlaceSchema = v.variant('take', [
  v.object({ take: v.picklist(['last-number', 'first-number']) }),
  v.object({ take: v.literal('after'), after: v.pipe(v.string(), v.minLength(1), v.maxLength(100)) })
]);

const tolerance = v.pipe(v.number(), v.finite(), v.minValue(0, 'must not be negative'));

/** How a row's output can be found wrong without a model; core/checks runs them. */
export const OutputCheckSchema = v.variant('kind', [
  /** The answer is the text or number that the row holds at `expected`. */
  v.object({ kind: v.literal('exact'), expected: jsonPointer, answer: AnswerPlaceSchema, ignoreCase: v.boolean() }),
  /** The number equals `expected`: arithmetic over numbers and `{/path}` places of the row, within `tolerance`. */
  v.object({
    kind: v.literal('numeric'),
    expected: v.pipe(v.string(), v.minLength(1), v.maxLength(500)),
    answer: NumberPlaceSchema,
    tolerance
  }),
  /** The output states at least one equation, such as `12 + 30 = 42`, and each that it states holds within `tolerance`. */
  v.object({ kind: v.literal('equations'), tolerance }),
  /** The output is JSON that satisfies the schema. */
  v.object({ kind: v.literal('json-schema'), schema: v.record(v.string(), v.unknown()) }),
  /**
   * The tests at the path `tests` of the row (a text, or a list of texts) run to their end after the output, and do not without it;
   * needs a sandbox. `before` is the path of a text that the output goes on from, `entryPoint` of the name that `check`, which the
   * tests then define, is called with.
   */
  v.object({
    kind: v.literal('sandbox-tests'),
    language: v.picklist(['javascript', 'python']),
    tests: jsonPointer,
    before: v.optional(jsonPointer),
    entryPoint: v.optional(jsonPointer)
  })
]);
export type OutputCheck = v.InferOutput<typeof OutputCheckSchema>;
