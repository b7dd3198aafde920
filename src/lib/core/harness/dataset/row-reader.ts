// Typed values of one row: absent and null read alike, anything of another kind is a fault with its place.
import type { JsonObject } from './conversation.ts';
import { conversationFault } from './conversation-fault.ts';

type Path = readonly (string | number)[];

export class RowReader {
  private readonly line: number;

  constructor(line: number) {
    this.line = line;
  }

  fault(path: Path, problem: string) {
    return conversationFault(this.line, path, problem);
  }

  /** An own property, null where it is absent. */
  private valueAt(from: JsonObject, path: Path): unknown {
    const key = String(path.at(-1));
    return Object.hasOwn(from, key) ? (from[key] ?? null) : null;
  }

  textOrNull(from: JsonObject, path: Path): string | null {
    const value = this.valueAt(from, path);
    if (value === null || typeof value === 'string') return value;
    throw this.fault(path, 'must be a string');
  }

  text(from: JsonObject, path: Path): string {
    const value = this.textOrNull(from, path);
    if (value === null || value === '') throw this.fault(path, 'must be a string that is not empty');
    return value;
  }

  object(from: JsonObject, path: Path): JsonObject {
    const value = this.valueAt(from, path);
    return value === null ? {} : this.asObject(value, path);
  }

  listOrNull(from: JsonObject, path: Path): unknown[] | null {
    const value = this.valueAt(from, path);
    if (value === null || Array.isArray(value)) return value;
    throw this.fault(path, 'must be a list');
  }

  asObject(value: unknown, path: Path): JsonObject {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonObject;
    throw this.fault(path, 'must be an object');
  }
}
