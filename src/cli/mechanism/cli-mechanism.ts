// What the command needs of a mechanism beside measuring: its entry from a path, and its results as JSON and as lines.
import type { Result } from '#lib/core/mechanism/result.ts';
import type { Backend } from '#lib/core/model/backend.ts';

export interface CliMechanism<Entry = unknown, Evidence = unknown> {
  /** The entry at a path. @throws AppError naming file and line. */
  readEntry(path: string): Promise<Entry>;
  /** What `--json` shows of a result. */
  resultJson(result: Result<Evidence>): Record<string, unknown>;
  /** A result for people, below the line with score and reason. */
  resultLines(result: Result<Evidence>): string[];
  /** Where a model ran for it; null where none did. */
  backendOf(result: Result<Evidence>): Backend | null;
}
