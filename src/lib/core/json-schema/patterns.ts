// The patterns of one schema: each compiled once, all together of a bounded size.
import { invalidSchema } from './invalid-schema.ts';
import { compileLinearPattern, PatternRefused, type LinearPattern } from './linear-pattern.ts';
import { SCHEMA_LIMITS } from './schema-limits.ts';

export class Patterns {
  readonly #compiled = new Map<string, LinearPattern>();
  #size = 0;

  /**
   * @param path where it stands in the schema.
   * @throws AppError `request/invalid-schema` for a pattern without a linear matcher, or one too many.
   */
  compile(source: string, path: readonly (string | number)[]): LinearPattern {
    const known = this.#compiled.get(source);
    if (known !== undefined) return known;
    const pattern = compile(source, path);
    this.#size += pattern.size;
    if (this.#size > SCHEMA_LIMITS.maxPatternSize) throw invalidSchema(path, 'is one pattern too many');
    this.#compiled.set(source, pattern);
    return pattern;
  }
}

function compile(source: string, path: readonly (string | number)[]): LinearPattern {
  try {
    return compileLinearPattern(source);
  } catch (error) {
    if (error instanceof PatternRefused) throw invalidSchema(path, error.message);
    throw error;
  }
}
