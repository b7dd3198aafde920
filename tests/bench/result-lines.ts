// Results that took long to measure: a JSON line each in a file, so that a run which is broken off goes on where it ended.
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';

export class ResultLines<Result> {
  readonly all: Result[];
  readonly #file: string;

  /** Reads what is there. */
  constructor(file: string) {
    this.#file = file;
    const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : [];
    this.all = lines.map((line) => JSON.parse(line) as Result);
  }

  add(result: Result): void {
    this.all.push(result);
    mkdirSync(dirname(this.#file), { recursive: true });
    appendFileSync(this.#file, `${JSON.stringify(result)}\n`);
  }
}
