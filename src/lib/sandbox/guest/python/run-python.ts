// One run of a started CPython: files go in, the gate closes, the program runs, and its output is read from outside.
import { PROGRAM_OUTPUT, type ProgramFile } from '../../../core/program/program.ts';
import type { ProgramFailure } from '../../../core/program/program-run.ts';
import type { GuestJob } from '../guest-job.ts';
import type { GuestEnd, GuestResources } from '../guest-message.ts';
import { PrintedOutput } from '../printed-output.ts';
import { RunEnded } from '../run-ended.ts';
import type { FileSystem } from './emscripten.ts';
import { FileBudget } from './file-budget.ts';
import { protectStack } from './protect-stack.ts';
import { makeRunDevices } from './run-devices.ts';
import type { StartedPython } from './start-python.ts';

const FOLDER = '/box';

/** @param closeGate for tests that look at the other walls. */
export function runPython(
  started: StartedPython,
  job: GuestJob,
  onProgress: (resources: GuestResources) => void,
  closeGate = started.gate.close
): GuestEnd {
  const { python, exports, clock } = started;
  const { FS } = python._module;
  const printed = new PrintedOutput(job.limits.printedBytes);
  python.setStdout(printed.out);
  python.setStderr(printed.errors);
  python.setStdin({ error: true });
  makeRunDevices(FS, clock, started.fill);
  putFiles(FS, job.files);
  const { entry, seed, environment } = job;
  const start = JSON.stringify({ entry, seed, environment, argv: [entry, ...job.arguments] });
  const source = python._module.stringToNewUTF8(`_start(${JSON.stringify(start)})`);
  const budget = new FileBudget(FS, job.limits);
  const resources = (): GuestResources => ({
    memoryBytes: exports.memory.buffer.byteLength,
    fileBytes: budget.bytes,
    fileCount: budget.count,
    printedBytes: printed.bytes
  });
  started.onWrite(() => {
    printed.throwIfSpent();
    onProgress(resources());
  });
  started.reseed(seed);
  clock.restart();
  protectStack(exports);
  closeGate();
  const ended = endOf(() => python._module._PyRun_SimpleString(source));
  const said = { printed: printed.printed, errorsTail: printed.errorsTail, resources: resources() };
  if ('reason' in ended) return { outcome: 'failed', ...ended, ...said };
  const output = readOutput(FS);
  if (output && output.length > job.limits.outputBytes) {
    const detail = `${PROGRAM_OUTPUT} has ${output.length} bytes and may have ${job.limits.outputBytes}`;
    return { outcome: 'failed', reason: 'budget', detail, ...said };
  }
  return { outcome: 'finished', ...ended, output: output?.slice() ?? null, ...said };
}

function putFiles(fs: FileSystem, files: readonly ProgramFile[]): void {
  fs.mkdirTree(`${FOLDER}/out`);
  for (const { path, bytes } of files) {
    fs.mkdirTree(`${FOLDER}/${path.split('/').slice(0, -1).join('/')}`);
    fs.writeFile(`${FOLDER}/${path}`, bytes);
  }
  fs.chdir(FOLDER);
}

/** How the interpreter came back. An exception of JavaScript is a way too: of `os._exit`, and of whatever ends a run. */
function endOf(run: () => number): { exitCode: number } | { reason: ProgramFailure; detail: string } {
  try {
    return { exitCode: run() === 0 ? 0 : 1 };
  } catch (thrown) {
    if (thrown instanceof RunEnded) return { reason: thrown.reason, detail: thrown.message };
    const { name, status, message } = thrown as { name?: unknown; status?: unknown; message?: unknown };
    if (name === 'ExitStatus' && typeof status === 'number') return { exitCode: status & 255 };
    return { reason: 'crashed', detail: `it ended its interpreter (${String(message).slice(0, 200)})` };
  }
}

/** A view of the output file, past the interpreter. Null for what is no file: a folder, a device. */
function readOutput(fs: FileSystem): Uint8Array | null {
  try {
    const { node } = fs.lookupPath(`${FOLDER}/${PROGRAM_OUTPUT}`, { follow: false });
    if (!fs.isFile(node.mode) || !ArrayBuffer.isView(node.contents)) return null;
    return new Uint8Array(node.contents.buffer, node.contents.byteOffset, node.usedBytes);
  } catch {
    // There is none.
    return null;
  }
}
