// What a requester asks for: the public document whose CID the market contract stores (`request.json`).
import { FieldsSchema } from '../dataset/row-fields.ts';
import { OutputCheckSchema } from '../checks/output-check.ts';
import * as v from 'valibot';
import { DATASET_LIMITS } from '../dataset/dataset-limits.ts';
const hex32 = v.pipe(v.string(), v.regex(/^0x[0-9a-f]{64}$/, 'must be 32 bytes as 0x-prefixed lower-case hex'));
const positiveInteger = v.pipe(v.number(), v.integer('must be a whole number'), v.minValue(1, 'must be at least 1'));
/** No file of rows may be larger; what a validator takes in is not for the requester to decide. */
const fileBytes = v.pipe(
  positiveInteger,
  v.maxValue(DATASET_LIMITS.maxBytes, `must be at most ${DATASET_LIMITS.maxBytes} bytes`)
);

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
export type BenchmarkReference = v.InferOutput<typeof BenchmarkReferenceSchema>;
export type DatasetKind = RequestSpec['kind'];
export type PracticeReference = v.InferOutput<typeof PracticeReferenceSchema>;
