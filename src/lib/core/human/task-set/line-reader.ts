// Typed values of one line, each fault with its line and its place. Absent and null read alike.
import { toPointer } from '../../encoding/json-pointer.ts';
import { shorten } from '../../encoding/shorten.ts';
import { AppError } from '../../error/app-error.ts';
import type { ErrorCode } from '../../error/error-codes.ts';

export type Path = readonly (string | number)[];
export type JsonObject = Record<string, unknown>;

const MAX_PATH = 200;

export class LineReader {
  private readonly code: ErrorCode;
  private readonly line: number;

  constructor(code: ErrorCode, line: number) {
    this.code = code;
    this.line = line;
  }

  /** @param problem what is wrong, after the place */
  fault(path: Path, problem: string): AppError {
    const pointer = shorten(toPointer(path), MAX_PATH);
    return new AppError(this.code, `Line ${this.line}: ${pointer || 'the row'} ${problem}.`, {
      hints: ['docs/human.md says what a line holds.'],
      details: { line: this.line, path: pointer }
    });
  }

  valueAt(from: JsonObject, path: Path): unknown {
    const key = String(path.at(-1));
    return Object.hasOwn(from, key) ? (from[key] ?? null) : null;
  }

  textOrNull(from: JsonObject, path: Path, maxLength: number): string | null {
    const value = this.valueAt(from, path);
    return value === null ? null : this.asText(value, path, maxLength);
  }

  text(from: JsonObject, path: Path, maxLength: number): string {
    return this.asText(this.valueAt(from, path), path, maxLength);
  }

  asText(value: unknown, path: Path, maxLength: number): string {
    if (typeof value !== 'string' || value === '') throw this.fault(path, 'must be a string that is not empty');
    if (value.length > maxLength)
      throw this.fault(path, `has ${value.length} characters; at most ${maxLength} are read`);
    return value;
  }

  list(from: JsonObject, path: Path, least: number, most: number): unknown[] {
    const value = this.valueAt(from, path);
    if (!Array.isArray(value)) throw this.fault(path, 'must be a list');
    if (value.length < least || value.length > most)
      throw this.fault(path, `has ${value.length} items; ${least} to ${most} are read`);
    return value;
  }

  object(value: unknown, path: Path): JsonObject {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonObject;
    throw this.fault(path, 'must be an object');
  }

  choice<T extends string>(from: JsonObject, path: Path, choices: readonly T[]): T {
    const value = this.valueAt(from, path);
    const found = choices.find((choice) => choice === value);
    if (found === undefined) throw this.fault(path, `must be one of ${choices.join(', ')}`);
    return found;
  }

  number(from: JsonObject, path: Path): number {
    const value = this.valueAt(from, path);
    if (typeof value !== 'number' || !Number.isFinite(value)) throw this.fault(path, 'must be a number');
    return value;
  }

  /** Keys that nobody reads are a mistake, or something that a reader should not overlook. */
  onlyKeys(from: JsonObject, path: Path, known: readonly string[]): void {
    const other = Object.keys(from).find((key) => !known.includes(key));
    if (other !== undefined) throw this.fault([...path, other], 'is not a field of this format');
  }

  distinct(values: readonly string[], path: Path): void {
    const seen = new Set<string>();
    for (const value of values) {
      if (seen.has(value)) throw this.fault(path, `has "${shorten(value, 64)}" twice`);
      seen.add(value);
    }
  }
}
