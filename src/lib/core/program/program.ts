// A program of a stranger and what it is run with. Where it runs: the sandbox, behind `ProgramRunner`.

export type ProgramLanguage = 'python' | 'javascript';

export interface ProgramFile {
  /** Relative to the program's folder, with `/` between names. */
  path: string;
  bytes: Uint8Array;
}

export interface Program {
  language: ProgramLanguage;
  /** Path of the file that is run. */
  entry: string;
  files: readonly ProgramFile[];
}

/** The file that a program writes its rows to, from its folder. */
export const PROGRAM_OUTPUT = 'out/dataset.jsonl';
