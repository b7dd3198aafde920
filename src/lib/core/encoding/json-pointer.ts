// JSON Pointer (RFC 6901): naming a place inside a row.
import * as v from 'valibot';

/** The reference tokens of a pointer, unescaped. `''` names the whole value. */
export function pointerTokens(pointer: string): string[] {
  if (pointer === '') return [];
  return pointer
    .slice(1)
    .split('/')
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** Writes tokens as a pointer, e.g. `['a/b', 0]` as `/a~1b/0`. */
export function toPointer(tokens: readonly (string | number)[]): string {
  return tokens.map((token) => `/${String(token).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** The value a pointer names, or undefined where nothing stands. Only own properties count. */
export function readPointer(value: unknown, pointer: string): unknown {
  let current = value;
  for (const token of pointerTokens(pointer)) {
    if (Array.isArray(current)) current = /^(0|[1-9]\d*)$/.test(token) ? current[Number(token)] : undefined;
    else if (typeof current === 'object' && current !== null && Object.hasOwn(current, token))
      current = (current as Record<string, unknown>)[token];
    else return undefined;
  }
  return current;
}

export const jsonPointer = v.pipe(v.string(), v.regex(/^(\/[^/]*)*$/, 'must be a JSON Pointer such as /input'));
