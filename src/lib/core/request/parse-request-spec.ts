// The door through which every request document comes: forms, files and strangers' CIDs alike. It reads the frame; the body waits
// for the mechanism that the frame names.
import { parseStrictJson } from '../encoding/strict-json.ts';
import { AppError } from '../error/app-error.ts';
import { parseFields, requireKnownFields } from './request-fault.ts';
import { RequestFrameSchema, type RequestSpec } from './request-spec.ts';

export const REQUEST_LIMITS = Object.freeze({
  /** Bytes of `request.json`: an 8,000-character description and a large schema fit many times over. */
  maxBytes: 256 * 1024,
  maxDepth: 48
});

const FRAME_FIELDS = new Set(Object.keys(RequestFrameSchema.entries));

/**
 * A request from a value or from the bytes of `request.json`, its frame checked, its body as it is. Throws AppError
 * `request/invalid-field` with `details.path` (JSON Pointer), or `request/malformed` for bytes that are not JSON in UTF-8.
 */
export function parseRequestSpec(source: unknown): RequestSpec {
  const value = source instanceof Uint8Array ? decode(source) : source;
  const frame = parseFields(RequestFrameSchema, value);
  const fields = Object.entries(value as object);
  requireKnownFields(Object.fromEntries(fields.filter(([name]) => FRAME_FIELDS.has(name))), frame);
  return { ...bodyOf(value as RequestSpec), ...frame };
}

/** The fields of a request that are its mechanism's. */
export function bodyOf(spec: RequestSpec): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(spec).filter(([name, value]) => !FRAME_FIELDS.has(name) && value !== undefined)
  );
}

function decode(bytes: Uint8Array): unknown {
  const name = 'The request';
  if (bytes.length > REQUEST_LIMITS.maxBytes) {
    throw new AppError('request/malformed', `${name} is larger than ${REQUEST_LIMITS.maxBytes} bytes.`, {
      details: { limit: REQUEST_LIMITS.maxBytes }
    });
  }
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new AppError('request/malformed', `${name} is not UTF-8.`, { hints: ['Save the file as UTF-8.'], cause });
  }
  return parseStrictJson(text, { name, code: 'request/malformed', maxDepth: REQUEST_LIMITS.maxDepth });
}
