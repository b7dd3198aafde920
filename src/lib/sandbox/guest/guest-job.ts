// What a guest is given to run: plain data, without the parts of its interpreter.
import type { ProgramFile } from '../../core/program/program.ts';
import type { ProgramLimits } from '../../core/program/program-limits.ts';

export interface GuestJob {
  entry: string;
  files: ProgramFile[];
  seed: number;
  limits: ProgramLimits;
  arguments: string[];
  environment: Record<string, string>;
}
