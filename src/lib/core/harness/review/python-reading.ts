// What the reader of Python files says of one file. It was printed where untrusted text was read: nothing in it is believed before
// it is checked.
import * as v from 'valibot';
import { AppError } from '../../error/app-error.ts';

export type Severity = 'critical' | 'warning' | 'info';

const place = v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0)));
const text = v.pipe(v.string(), v.maxLength(400));

const FINDING = v.object({
  /** What was found, by the name it goes under: `os.system`, `getattr(os, 'popen')`, `syntax_error`, `import numpy`. */
  pattern: text,
  severity: v.picklist(['critical', 'warning', 'info']),
  /** From 1; null where the file as a whole is meant. */
  line: place,
  /** From 1, in characters. */
  column: place,
  message: v.optional(text)
});

const READING = v.object({
  path: v.string(),
  lines: v.pipe(v.number(), v.integer(), v.minValue(0)),
  /** Kinds of the syntax tree's nodes in pre-order; a name follows ":" where it may be renamed, "=" where it may not. */
  nodes: v.pipe(v.array(text), v.maxLength(100_002)),
  /** Whether the tree has more nodes than are listed. */
  cut: v.boolean(),
  functions: v.pipe(v.array(text), v.maxLength(500)),
  imports: v.pipe(v.array(text), v.maxLength(500)),
  findings: v.pipe(v.array(FINDING), v.maxLength(201)),
  /** Texts that no generator of data needs, such as `/etc/passwd`. */
  suspicious: v.pipe(v.array(text), v.maxLength(50)),
  /** Whether the file does something when it is run, and not define only. */
  runs: v.boolean()
});

export type ReviewFinding = v.InferOutput<typeof FINDING>;
export type PythonReading = v.InferOutput<typeof READING>;

/** One line of the reader's output. @throws AppError `harness/unreadable-reading` */
export function parseReading(line: string): PythonReading {
  try {
    return v.parse(READING, JSON.parse(line));
  } catch (cause) {
    throw new AppError('harness/unreadable-reading', 'The reader of Python files said something that is no reading.', {
      cause
    });
  }
}
