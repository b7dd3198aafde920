// What a requester asks for: the public document whose CID the market contract stores (`request.json`).
import * as v from 'valibot';
import { DATASET_LIMITS } from '../dataset/dataset-limits.ts';

const jsonPointer = v.pipe(v.string(), v.regex(/^(\/[^/]*)*$/, 'must be a JSON Pointer such as /input'));
const hex32 = v.pipe(v.string(), v.regex(/^0x[0-9a-f]{64}$/, 'must be 32 bytes as 0x-prefixed lower-case hex'));
const positiveInteger = v.pipe(v.number(), v.integer('must be a whole number'), v.minValue(1, 'must be at least 1'));
/** No file of rows may be larger; what a validator takes in is not for the requester to decide. */
const fileBytes = v.pipe(
  positiveInteger,
  v.maxValue(DATASET_LIMITS.maxBytes, `must be at most ${DATASET_LIMITS.maxBytes} bytes`)
);

/** Where the model's input and output stand in a row, per kind of data. */
export const FieldsSchema = v.variant('kind', [
  v.object({ kind: v.literal('pair'), input: jsonPointer, output: jsonPointer }),
  v.object({ kind: v.literal('conversation'), messages: jsonPointer }),
  v.object({ kind: v.literal('preference'), prompt: jsonPointer, chosen: jsonPointer, rejected: jsonPointer })
]);

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
  /** The tests at the path `tests` of the row pass when run after the output; needs a sandbox. */
  v.object({
    kind: v.literal('sandbox-tests'),
    language: v.picklist(['javascript', 'python']),
    tests: jsonPointer
  })
]);

/** Rows of the benchmark's kind that anyone may read and practise on. */
export const PracticeReferenceSchema = v.object({
  /** CID of a JSONL file. */
  cid: v.pipe(v.string(), v.minLength(10)),
  rows: positiveInteger,
  bytes: fileBytes
});

/** The hidden benchmark as the public may know it: committed, sealed, not readable. */
export const BenchmarkReferenceSchema = v.object({
  /** sha256(key || plaintext), also committed on chain. */
  commitment: hex32,
  /** CID of the folder with the ciphertext and the sealed keys. */
  lockedCid: v.pipe(v.string(), v.minLength(10)),
  rows: positiveInteger,
  bytes: fileBytes
});

export const RequestSpecSchema = v.object({
  format: v.literal('assay/request/1'),
  mechanism: v.literal('lift'),
  title: v.pipe(
    v.string(),
    v.trim(),
    v.minLength(3, 'needs at least 3 characters'),
    v.maxLength(120, 'at most 120 characters')
  ),
  kind: v.picklist(['text', 'code', 'conversations', 'preferences']),
  domain: v.pipe(v.string(), v.trim(), v.minLength(2, 'needs at least 2 characters'), v.maxLength(60)),
  description: v.pipe(v.string(), v.trim(), v.minLength(10, 'needs at least 10 characters'), v.maxLength(8000)),
  /** JSON Schema (2020-12) every row must satisfy. */
  schema: v.record(v.string(), v.unknown()),
  fields: FieldsSchema,
  rows: v.object({ min: positiveInteger, max: positiveInteger }),
  maxBytes: fileBytes,
  /** SPDX identifier the delivered data must carry. */
  license: v.pipe(v.string(), v.minLength(2)),
  constraints: v.array(v.pipe(v.string(), v.maxLength(500))),
  /** Language of the outputs, ISO 639-3 (`eng`); outputs in another one are worthless. Not judged when absent. */
  language: v.optional(v.pipe(v.string(), v.regex(/^[a-z]{3}$/, 'must be an ISO 639-3 code such as eng'))),
  /** A row that fails one of them is wrong: not trained on, and counted as worthless. */
  checks: v.optional(v.pipe(v.array(OutputCheckSchema), v.maxLength(8, 'has more than 8 checks'))),
  practice: v.optional(PracticeReferenceSchema),
  benchmark: v.optional(BenchmarkReferenceSchema),
  /** X25519 public key of the requester, for a request with private delivery: packages' keys are sealed to it. */
  readerKey: v.optional(hex32)
});

export type RequestSpec = v.InferOutput<typeof RequestSpecSchema>;
export type RequestFields = v.InferOutput<typeof FieldsSchema>;
export type BenchmarkReference = v.InferOutput<typeof BenchmarkReferenceSchema>;
export type DatasetKind = RequestSpec['kind'];
export type OutputCheck = v.InferOutput<typeof OutputCheckSchema>;
export type PracticeReference = v.InferOutput<typeof PracticeReferenceSchema>;
