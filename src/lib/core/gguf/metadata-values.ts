// Single values of a GGUF file's metadata, of the type that is asked for.
import { AppError } from '../error/app-error.ts';
import type { GgufFile, GgufValue } from './gguf-file.ts';

type Metadata = GgufFile['metadata'];

/** A whole number in [least, most]. Throws AppError `gguf/unsupported`, as do the others. */
export function wholeValue(metadata: Metadata, key: string, least: number, most: number): number {
  const value = required(metadata, key);
  if (Number.isInteger(value) && (value as number) >= least && (value as number) <= most) return value as number;
  throw unusable(key, `is not a whole number from ${least} to ${most}`);
}

/** A finite number above 0. */
export function positiveValue(metadata: Metadata, key: string): number {
  const value = required(metadata, key);
  if (typeof value === 'number' && Number.isFinite(value) && value > 0) return value;
  throw unusable(key, 'is not a number above 0');
}

export function textValue(metadata: Metadata, key: string): string {
  const value = required(metadata, key);
  if (typeof value === 'string') return value;
  throw unusable(key, 'is not a text');
}

export function textList(metadata: Metadata, key: string): readonly string[] {
  return listOf(metadata, key, 'texts', (element) => typeof element === 'string');
}

export function wholeList(metadata: Metadata, key: string): readonly number[] {
  return listOf(metadata, key, 'whole numbers', (element): element is number => Number.isInteger(element));
}

function listOf<T extends GgufValue>(
  metadata: Metadata,
  key: string,
  what: string,
  isOne: (element: GgufValue) => element is T
): readonly T[] {
  const value = required(metadata, key);
  if (typeof value === 'object' && value.every(isOne)) return value as readonly T[];
  throw unusable(key, `is not a list of ${what}`);
}

function required(metadata: Metadata, key: string): GgufValue {
  const value = metadata.get(key);
  if (value === undefined) throw unusable(key, 'is missing');
  return value;
}

function unusable(key: string, what: string): AppError {
  return new AppError('gguf/unsupported', `The model file's "${key}" ${what}.`, { details: { key } });
}
