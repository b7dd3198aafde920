// What a run may use at most. What a program does within its budgets is the same on every machine; the clock is not.

export interface ProgramLimits {
  /** Of the interpreter's memory, itself included. */
  memoryBytes: number;
  /** Real time from the program's first instruction on. */
  wallMs: number;
  /** Of the output file, as it is when the program ends. */
  outputBytes: number;
  /** Of all that it prints, to both streams. */
  printedBytes: number;
  /** Of all that it ever adds to files, names included; its own files and its input are not counted. */
  fileBytes: number;
  /** Files and folders that it ever makes. */
  fileCount: number;
}

/** Seeds of runs are whole numbers from 0 to it. */
export const MOST_SEED = 2 ** 32 - 1;

const MIB = 1024 * 1024;

export const DEFAULT_PROGRAM_LIMITS: ProgramLimits = {
  memoryBytes: 256 * MIB,
  wallMs: 60_000,
  outputBytes: 10 * MIB,
  printedBytes: 10 * MIB,
  fileBytes: 32 * MIB,
  fileCount: 1000
};
