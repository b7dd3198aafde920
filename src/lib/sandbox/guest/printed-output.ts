// What a program prints, both streams against one budget. Past it the run ends, so that nothing is cut silently.
import { GrowingBytes } from './growing-bytes.ts';
import { RunEnded } from './run-ended.ts';

/** The last lines of a traceback. */
const ERRORS_TAIL_BYTES = 4000;

export class PrintedOutput {
  bytes = 0;
  #ended: RunEnded | null = null;
  readonly #limitBytes: number;
  readonly #out = new GrowingBytes();
  readonly #errors = new GrowingBytes();

  constructor(limitBytes: number) {
    this.#limitBytes = limitBytes;
  }

  readonly out = { write: (bytes: Uint8Array): number => this.#take(bytes, this.#out) };
  readonly errors = { write: (bytes: Uint8Array): number => this.#take(bytes, this.#errors) };

  /** Ends the run where too much was printed: an exception inside of a write would become an error of the program's own. */
  throwIfSpent(): void {
    if (this.#ended) throw this.#ended;
  }

  get printed(): Uint8Array {
    return this.#out.whole();
  }

  get errorsTail(): string {
    return new TextDecoder().decode(this.#errors.tail(ERRORS_TAIL_BYTES));
  }

  #take(bytes: Uint8Array, to: GrowingBytes): number {
    this.bytes += bytes.length;
    if (this.bytes > this.#limitBytes)
      this.#ended ??= new RunEnded('budget', `it printed more than ${this.#limitBytes} bytes`);
    else to.append(bytes);
    return bytes.length;
  }
}
