// The order of the test files: those that take longest begin first, so that no worker is left alone with one at the end.
import { relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files of ten seconds and more, the longest first. The order of the others is of little matter. */
const LONGEST = [
  'tests/e2e/main-job.test.ts',
  'tests/e2e/harness-market.test.ts',
  'tests/e2e/pages.test.ts',
  'tests/e2e/tab-market.test.ts',
  'tests/e2e/challenge-page.test.ts',
  'tests/e2e/wallets.test.ts',
  'tests/e2e/benchmark-page.test.ts',
  'tests/e2e/model-card.test.ts',
  'tests/e2e/bad-chain.full.test.ts',
  'tests/e2e/market-command.test.ts',
  'tests/e2e/weights.test.ts',
  'tests/e2e/verify-command.test.ts',
  'tests/e2e/five-validators.full.test.ts',
  'tests/e2e/reload.full.test.ts',
  'tests/e2e/up-command.test.ts',
  'tests/e2e/demo.test.ts',
  'src/ladders/small-ladder.full.test.ts',
  'tests/sandbox/tab-probes.test.ts',
  'tests/tab-models.test.ts',
  'src/devnet/node/rpc-server.test.ts',
  'contracts/test/sequences-first.test.ts',
  'src/hub/start-hub.test.ts',
  'src/hub/hostile-content.test.ts',
  'src/lib/score/wasm-threads.test.ts',
  'src/lib/chain/tx/submit-extrinsic.test.ts',
  'src/cli/harness-command.test.ts',
  'src/cli/hostile-corpus.test.ts',
  'tests/golden/golden.test.ts',
  'src/lib/core/lift/measure-lift.test.ts',
  'src/lib/core/lift/preference-objective.test.ts'
];

function place(root: string, { moduleId }: TestSpecification): number {
  const found = LONGEST.indexOf(relative(root, moduleId));
  return found < 0 ? LONGEST.length : found;
}

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const { root } = this.ctx.config;
    return (await super.sort(files)).sort((left, right) => place(root, left) - place(root, right));
  }
}
