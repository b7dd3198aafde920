// The sandbox of the command: one for the process, its files written when the first program is run.
import { rememberRuns } from '#lib/core/program/remember-runs.ts';
import type { ProgramRunner } from '#lib/core/program/program-runner.ts';
import { nodeRunner } from '#lib/sandbox/host/node-runner.ts';
import { ensureSandbox } from '../../setup/sandbox-files.mjs';

let opened: ProgramRunner | undefined;
let written: ProgramRunner | undefined;

export function sandbox(): ProgramRunner {
  return (opened ??= rememberRuns({
    run: (...call) => writtenRunner().run(...call),
    test: (...call) => writtenRunner().test(...call)
  }));
}

function writtenRunner(): ProgramRunner {
  if (!written) {
    ensureSandbox();
    written = nodeRunner();
  }
  return written;
}
