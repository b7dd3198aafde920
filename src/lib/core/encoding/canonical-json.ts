// JSON Canonicalization Scheme (RFC 8785): one value, one sequence of bytes, so that its hash can name it.
import { AppError } from '../error/app-error.ts';

/**
 * UTF-8 bytes of a JSON value with sorted keys and no white space. Members that are undefined are left out, as in JSON.
 * Throws AppError `request/not-canonical` (`details.path`) for what JSON cannot carry: NaN, infinities, functions,
 * bigints, half surrogate pairs, class instances, cycles.
 */
export function canonicalJson(value: unknown): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(write(value, '', new Set()));
}

function write(value: unknown, path: string, above: Set<object>): string {
  switch (typeof value) {
    case 'string':
      if (!value.isWellFormed()) throw refused(path, 'half a surrogate pair');
      return JSON.stringify(value);
    case 'number':
      if (!Number.isFinite(value)) throw refused(path, String(value));
      return JSON.stringify(value);
    case 'boolean':
      return String(value);
    case 'object':
      return value === null ? 'null' : writeContainer(value, path, above);
    default:
      throw refused(path, `a value of type ${typeof value}`);
  }
}

function writeContainer(value: object, path: string, above: Set<object>): string {
  if (above.has(value)) throw refused(path, 'a value that contains itself');
  above.add(value);
  const text = Array.isArray(value)
    ? `[${value.map((item, index) => write(item, `${path}/${index}`, above)).join(',')}]`
    : `{${members(value, path, above).join(',')}}`;
  above.delete(value);
  return text;
}

function members(value: object, path: string, above: Set<object>): string[] {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== null && prototype !== Object.prototype) throw refused(path, 'an instance of a class');
  const record = value as Record<string, unknown>;
  // The default sort compares UTF-16 code units, which is what the RFC asks for.
  return Object.keys(record)
    .filter((key) => record[key] !== undefined)
    .sort()
    .map((key) => `${write(key, path, above)}:${write(record[key], `${path}/${key}`, above)}`);
}

function refused(path: string, what: string): AppError {
  return new AppError('request/not-canonical', `${path || 'The value'} holds ${what}, which JSON cannot carry.`, {
    details: { path }
  });
}
