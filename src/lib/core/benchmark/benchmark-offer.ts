// What a third party publishes beside the benchmark that it registers: all that a requester needs to use it unseen, and for
// whom it is sealed. The contract keeps its CID (`registerBenchmark`).
import * as v from 'valibot';
import { parseStrictJson } from '../encoding/strict-json.ts';
import { toPointer } from '../encoding/json-pointer.ts';
import { AppError } from '../error/app-error.ts';
import { BenchmarkReferenceSchema, RequestFrameSchema } from '../request/request-spec.ts';

export const MAX_OFFER_BYTES = 16 << 10;
const CODE = 'benchmark/invalid-offer';

const BenchmarkOfferSchema = v.strictObject({
  format: v.literal('assay/benchmark-offer/1'),
  /** Of the request that it is for. */
  mechanism: v.string(),
  /** Of the same request, for a person; earlier offers have neither. */
  title: v.optional(RequestFrameSchema.entries.title),
  domain: v.optional(RequestFrameSchema.entries.domain),
  /** EVM address that opens the request: validators are sealed the key for it. */
  requester: v.pipe(v.string(), v.regex(/^0x[0-9a-f]{40}$/, 'must be an EVM address in lower-case hex')),
  /** As a request's document names it. */
  benchmark: BenchmarkReferenceSchema
});

export type BenchmarkOffer = v.InferOutput<typeof BenchmarkOfferSchema>;

/** @throws AppError `benchmark/invalid-offer`, with `details.path` where a field is wrong. */
export function parseBenchmarkOffer(bytes: Uint8Array): BenchmarkOffer {
  if (bytes.length > MAX_OFFER_BYTES) throw invalid(`is larger than ${MAX_OFFER_BYTES} bytes`);
  const name = 'The benchmark offer';
  const value = parseStrictJson(new TextDecoder().decode(bytes), { name, code: CODE, maxDepth: 8 });
  const parsed = v.safeParse(BenchmarkOfferSchema, value, { abortEarly: true });
  if (parsed.success) return parsed.output;
  const path = toPointer((parsed.issues[0].path ?? []).map(({ key }) => String(key)));
  throw invalid(`has a wrong value at ${path || 'its top'}`, path);
}

const invalid = (problem: string, path = ''): AppError =>
  new AppError(CODE, `The benchmark offer ${problem}.`, {
    hints: ["Ask the benchmark's owner, or take another benchmark."],
    details: { path }
  });
