// Random sequences of calls on the real EVM, with the invariants of the market checked after every call. A sequence is a
// random trunk and four random steps. The trunk is run once and remembered: with `branches` ways on from each of the four,
// branches ** 4 sequences share it. Each is then driven to its end by an outsider.
import { BENCHMARK, saltOf } from '../market-actors.ts';
import { createStateComparison } from '../compare-state.ts';
import { createMarketWorld } from '../market-world.ts';
import { lower, type ModelState } from '../model/model-state.ts';
import { createLedgerReader } from '../read-ledger.ts';
import { endSequence } from './end-sequence.ts';
import { leadRequest } from './lead-request.ts';
import { openMarket } from './open-market.ts';
import { createRandom } from './random.ts';
import { EVERYBODY, twinOf } from './sequence-actors.ts';
import { emptyReport, type SequenceReport } from './sequence-report.ts';
import { SequenceRun } from './sequence-run.ts';
import { takeTurn } from './take-turn.ts';

const BRANCH_STEPS = 4;

const WATCHED = {
  accounts: EVERYBODY.map(({ address }) => lower(address)),
  hotkeys: EVERYBODY.flatMap((key) => [key.publicKey, twinOf(key)]),
  benchmarks: [BENCHMARK, saltOf('other')]
};

export interface SequenceOptions {
  /** Ways on from each of the last four steps; 3 where nothing is said, which makes 81 sequences of a trunk. */
  branches?: number;
  /** Most random steps of a trunk, after its lead; 20 where nothing is said. */
  trunkSteps?: number;
  /** After every so many calls that went through all reads are compared with the model; 1 where nothing is said. */
  compareEvery?: number;
  onProgress?: (report: SequenceReport) => void;
}

/**
 * Runs `count` sequences, rounded up to whole trunks. Every call does what the model says or is refused as it says. Throws
 * at the first difference or broken invariant, with the sequence.
 */
export async function runSequences(
  seed: number,
  count: number,
  { branches = 3, trunkSteps = 20, compareEvery = 1, onProgress }: SequenceOptions = {}
): Promise<SequenceReport> {
  const world = await createMarketWorld();
  const start = world.remember();
  const readLedger = createLedgerReader(
    world.slotOf,
    EVERYBODY.map(({ address }) => address)
  );
  const compareWhole = createStateComparison(world, WATCHED);
  let toCompare = 0;
  const compareState = async (model: ModelState) => {
    if (++toCompare % compareEvery === 0) await compareWhole(model);
  };
  const report = emptyReport();
  for (let trunk = 0; report.sequences < count; trunk++) {
    start();
    const random = createRandom(seed + trunk * 7919);
    const run = new SequenceRun(world, random, { readLedger, compareState }, report);
    try {
      await openMarket(run);
      await leadRequest(run);
      const steps = random.below(trunkSteps + 1);
      for (let i = 0; i < steps; i++) await takeTurn(run);
      await branch(run, BRANCH_STEPS, branches);
    } catch (error) {
      const story = run.market.history.slice(-40).join('\n  ');
      throw new Error(`seed ${seed}, trunk ${trunk}: ${(error as Error).message}\n  ${story}`, { cause: error });
    }
    onProgress?.(report);
  }
  return report;
}

/** All the ways on from here: `branches` random steps at each of so many levels. */
async function branch(run: SequenceRun, levels: number, branches: number): Promise<void> {
  if (levels === 0) return endSequence(run);
  const here = run.remember();
  for (let i = 0; i < branches; i++) {
    here();
    await takeTurn(run);
    await branch(run, levels - 1, branches);
  }
}
