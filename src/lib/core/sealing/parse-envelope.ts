// Reads a stranger's envelope.json; nothing in it is believed beyond its shape.
import * as v from 'valibot';
import { toPointer } from '../encoding/json-pointer.ts';
import { parseStrictJson } from '../encoding/strict-json.ts';
import { AppError } from '../error/app-error.ts';
import { ENVELOPE_LIMITS, EnvelopeSchema, type Envelope } from './envelope.ts';

const CODE = 'benchmark/invalid-envelope';

/** Throws AppError `benchmark/invalid-envelope`, with `details.path` where a field is wrong. */
export function parseEnvelope(bytes: Uint8Array): Envelope {
  if (bytes.length > ENVELOPE_LIMITS.maxBytes) throw invalid(`is larger than ${ENVELOPE_LIMITS.maxBytes} bytes`);
  const parsed = v.safeParse(
    EnvelopeSchema,
    parseStrictJson(decode(bytes), { name: 'The envelope', code: CODE, maxDepth: 8 }),
    { abortEarly: true }
  );
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  const path = toPointer((issue.path ?? []).map(({ key }) => String(key)));
  throw invalid(`has a wrong value at ${path || 'its top'}`, path);
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw invalid('is not UTF-8');
  }
}

function invalid(problem: string, path = ''): AppError {
  return new AppError(CODE, `The locked benchmark's envelope ${problem}.`, {
    hints: ['The requester published a broken benchmark: nothing submitted to this request can be scored.'],
    details: { path }
  });
}
