// Whether the sandbox of this machine works: a small program is run in it, and must write what it writes everywhere.
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { AppError } from '../error/app-error.ts';
import type { LongCallOptions } from '../long-call.ts';
import type { Cancelled } from '../mechanism/result.ts';
import { DEFAULT_PROGRAM_LIMITS } from '../program/program-limits.ts';
import type { ProgramRunner } from '../program/program-runner.ts';

const SEED = 1337;
const PROGRAM = `import hashlib, json, os, random, sys, time

print(sys.version.split()[0])
rng = random.Random()
rows = [{"number": rng.random(), "bytes": os.urandom(4).hex(), "time": time.time(), "seed": sys.argv[1]} for _ in range(100)]
text = "\\n".join(json.dumps(row) for row in rows)
os.makedirs("out", exist_ok=True)
with open("out/dataset.jsonl", "w") as out:
    out.write(hashlib.sha256(text.encode()).hexdigest() + "\\n" + text)
`;
/** SHA-256 of what it writes, in every sandbox of this version. */
const EXPECTED = 'c3dc74f058d94bbb209ecf4098463f62fe8b2aa5dddad55a6f13572c26f91901';

export interface SandboxHealth {
  /** Whether a program ran and wrote what it has to. */
  works: boolean;
  /** Version of CPython, as it says itself; '' where it did not get that far. */
  python: string;
  /** Until the program's first instruction, and from there on; null where it did not get that far. */
  startMs: number | null;
  runMs: number | null;
  /** SHA-256 of what was written; null where nothing was. */
  outputHash: string | null;
  expectedHash: string;
  /** What is wrong, in a sentence; '' where nothing is. */
  fault: string;
}

/** Never throws for a sandbox that does not work: that is what it says. */
export async function checkSandbox(
  runner: ProgramRunner,
  options: LongCallOptions = {}
): Promise<SandboxHealth | Cancelled> {
  const unwell = (fault: string): SandboxHealth => ({
    works: false,
    python: '',
    startMs: null,
    runMs: null,
    outputHash: null,
    expectedHash: EXPECTED,
    fault
  });
  const files = [{ path: 'check.py', bytes: utf8ToBytes(PROGRAM) }];
  const task = { seed: SEED, limits: DEFAULT_PROGRAM_LIMITS, arguments: [String(SEED)] };
  let run;
  try {
    run = await runner.run({ language: 'python', entry: 'check.py', files }, task, options);
  } catch (thrown) {
    return unwell(AppError.from(thrown).short);
  }
  if (run.outcome === 'cancelled') return { cancelled: true };
  if (run.outcome === 'failed') return unwell(`The program did not finish: ${run.detail}.`);
  const { startMs, runMs } = run.resources;
  const outputHash = run.output && bytesToHex(sha256(run.output));
  const works = outputHash === EXPECTED;
  return {
    works,
    python: new TextDecoder().decode(run.printed).trim(),
    startMs,
    runMs,
    outputHash,
    expectedHash: EXPECTED,
    fault: works
      ? ''
      : 'The program wrote something else than it writes everywhere: scores of programs would be wrong here.'
  };
}
