// What a requester asks for: the public document whose CID the market contract stores (`request.json`). The frame is the same for
// every mechanism; the mechanism named in it reads the other fields, its body.
import * as v from 'valibot';
import { DATASET_LIMITS } from '../dataset/dataset-limits.ts';
import type { Hex } from '../encoding/hex.ts';
import { MAX_INVITED } from './invited-hotkeys.ts';

const hex32 = v.pipe(v.string(), v.regex(/^0x[0-9a-f]{64}$/, 'must be 32 bytes as 0x-prefixed lower-case hex'));
const positiveInteger = v.pipe(v.number(), v.integer('must be a whole number'), v.minValue(1, 'must be at least 1'));
/** No submission may be larger; what a validator takes in is not for the requester to decide. */
const fileBytes = v.pipe(
  positiveInteger,
  v.maxValue(DATASET_LIMITS.maxBytes, `must be at most ${DATASET_LIMITS.maxBytes} bytes`)
);

/** What anyone may read and practise on: of the kind of the hidden part. */
export const PracticeReferenceSchema = v.object({
  /** CID of the file. */
  cid: v.pipe(v.string(), v.minLength(10)),
  /** What is in it, counted as the mechanism counts: rows, tasks. */
  rows: positiveInteger,
  bytes: fileBytes
});

/** The hidden part as the public may know it: committed, sealed, not readable. */
export const BenchmarkReferenceSchema = v.object({
  /** sha256(key || plaintext), also committed on chain. */
  commitment: hex32,
  /** CID of the folder with the ciphertext and the sealed keys. */
  lockedCid: v.pipe(v.string(), v.minLength(10)),
  rows: positiveInteger,
  bytes: fileBytes
});

export const RequestFrameSchema = v.object({
  format: v.literal('assay/request/1'),
  /** Which mechanism turns submissions into scores, by its name in the registry. */
  mechanism: v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]{1,30}$/, 'must be the name of a mechanism such as lift')),
  /** The version of the mechanism's measure; opening fills it in. See `request-protocol.ts` for documents without one. */
  protocol: v.optional(
    v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]{1,30}\/\d{1,4}$/, 'must be a measure such as assay-lift/3'))
  ),
  title: v.pipe(
    v.string(),
    v.trim(),
    v.minLength(3, 'needs at least 3 characters'),
    v.maxLength(120, 'at most 120 characters')
  ),
  domain: v.pipe(v.string(), v.trim(), v.minLength(2, 'needs at least 2 characters'), v.maxLength(60)),
  description: v.pipe(v.string(), v.trim(), v.minLength(10, 'needs at least 10 characters'), v.maxLength(8000)),
  /** Most bytes of a submission's content. */
  maxBytes: fileBytes,
  /** SPDX identifier that what is delivered must carry. */
  license: v.pipe(v.string(), v.minLength(2)),
  practice: v.optional(PracticeReferenceSchema),
  benchmark: v.optional(BenchmarkReferenceSchema),
  /** X25519 public key of the requester, for a request with private delivery: packages' keys are sealed to it. */
  readerKey: v.optional(hex32),
  /** Public keys of the hotkeys that may submit, in ascending order; left out where everybody may. Their root is on chain. */
  invited: v.optional(
    v.pipe(
      v.array(v.custom<Hex>((key) => v.is(hex32, key), 'must be 32 bytes as 0x-prefixed lower-case hex')),
      v.minLength(1, 'needs at least one hotkey'),
      v.maxLength(MAX_INVITED, `can have ${MAX_INVITED} hotkeys`),
      v.check(
        (keys) => keys.every((key, i) => i === 0 || keys[i - 1]! < key),
        'must be in ascending order, each hotkey once'
      )
    )
  )
});

/** A request as the market knows it. At run time it also holds its body's fields, which only its mechanism reads. */
export type RequestSpec = v.InferOutput<typeof RequestFrameSchema>;
export type BenchmarkReference = v.InferOutput<typeof BenchmarkReferenceSchema>;
export type PracticeReference = v.InferOutput<typeof PracticeReferenceSchema>;
