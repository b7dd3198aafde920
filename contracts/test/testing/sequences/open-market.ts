// How a random sequence begins: a subnet, bonds, and one or two open requests.
import { keccak256 } from 'viem';
import {
  BENCHMARK,
  createActors,
  openingRao,
  OUTSIDER,
  REQUESTER,
  someTerms,
  TAO,
  ZERO_WORD,
  type TermsInput
} from '../market-actors.ts';
import { lower } from '../model/model-state.ts';
import { distortStep } from './distort-step.ts';
import { EVERYBODY, MINERS, twinOf, VALIDATORS } from './sequence-actors.ts';
import type { SequenceRun } from './sequence-run.ts';
import type { Step } from './sequence-state.ts';
import { INVITE_ROOT } from './submission-steps.ts';

/** A subnet, bonds and one or two open requests, all random. */
export async function openMarket(run: SequenceRun): Promise<void> {
  const { world, random } = run;
  const stakes = Array.from({ length: VALIDATORS }, () =>
    random.pick([0n, 1n, 100n * TAO, 100n * TAO, 100n * TAO, 250n * TAO])
  );
  // Somebody can always be seated.
  stakes[0] = 100n * TAO;
  createActors(world).populate(stakes, MINERS);
  if (random.chance(0.2)) world.neurons[VALIDATORS]!.coldkey = world.neurons[random.below(VALIDATORS)]!.coldkey;
  if (random.chance(0.2)) world.neurons[VALIDATORS + 1]!.coldkey = world.neurons[VALIDATORS]!.coldkey;
  if (random.chance(0.2)) world.neurons[1 + random.below(VALIDATORS - 1)]!.permit = false;
  if (random.chance(0.2)) world.neurons[1 + random.below(VALIDATORS - 1)]!.rootRao = 1_000n * TAO + 7n;
  if (random.chance(0.2)) {
    const hotkey = twinOf(random.pick(EVERYBODY));
    world.neurons.push({
      hotkey,
      coldkey: hotkey,
      permit: true,
      alphaRao: random.pick([50n, 500n]) * TAO,
      rootRao: 0n
    });
  }
  for (let i = 0; i < VALIDATORS; i++)
    if (random.chance(0.85))
      await run.call({
        from: EVERYBODY[i]!.address,
        name: 'depositBond',
        args: [],
        rao: random.pick([1n, 1n, 3n]) * TAO
      });
  if (random.chance(0.2)) {
    const args = [BENCHMARK, random.pick([0n, 1n, 1_000_000n]), 'cid'];
    await run.call({ from: random.pick([OUTSIDER, REQUESTER]).address, name: 'registerBenchmark', args, rao: 0n });
  }
  const requests = random.chance(0.25) ? 2 : 1;
  for (let i = 0; i < requests; i++) await openRequest(run);
}

async function openRequest(run: SequenceRun): Promise<void> {
  const { world, random } = run;
  const registered = run.model.benchmarks.get(BENCHMARK);
  const privateDelivery = random.chance(0.5);
  const hasDeposit = random.chance(0.4);
  const rao = random.pick([1_000_000n, 1_000_003n, 100n * TAO, 7n * TAO + 13n]);
  const validatorBondRao = rao < TAO ? random.pick([0n, 1n, 1_000_000n]) : random.pick([0n, 1n, TAO, TAO]);
  const terms: TermsInput = someTerms(world, {
    inviteRoot: random.chance(0.15) ? INVITE_ROOT : ZERO_WORD,
    benchmarkFeeRao: registered && registered.owner !== lower(REQUESTER.address) ? registered.feeRao : 0n,
    parentRequest: BigInt(random.below(run.model.books.length + 1)),
    quorum: random.pick([1, 1, 1, 2, 3]),
    thresholdPpm: random.pick([0, 100_000, 100_000, 100_000, 100_000, 600_000]),
    maxSpreadPpm: random.pick([10_000, 300_000, 1_000_000, 1_000_000]),
    outlierFloorPpm: random.pick([1_000, 20_000, 20_000, 200_000]),
    scoreCommitBlocks: random.pick([20, 21]),
    maxPerColdkey: random.pick([1, 4]),
    challengeBlocks: random.pick([10, 300]),
    submissionDepositRao: random.pick([0n, 1n, 1_000_000n]),
    validatorBondRao,
    challengeBondRao: validatorBondRao > 1_000_000n ? validatorBondRao : random.pick([1_000_000n, rao]),
    absolutePayout: random.chance(0.3),
    coldkeyCapPpm: random.pick([100_000, 600_000, 1_000_000]),
    benchmarkKeyHash: hasDeposit ? keccak256(BENCHMARK) : ZERO_WORD,
    benchmarkDepositRao: hasDeposit ? random.pick([1n, 1_000_000n]) : 0n,
    earlyValidatorPpm: random.pick([0, 77_777, 1_000_000]),
    earlyValidatorSeats: random.below(4),
    earlyBonusPpm: random.pick([0, 50_000, 1_000_000]),
    earlyBlocks: 15,
    founderBonusPpm: random.pick([0, 77_777]),
    founderSeats: random.below(3),
    privateDelivery,
    forSale: privateDelivery,
    priceRao: random.pick([0n, 3n, TAO]),
    minerProceedsPpm: random.pick([0, 333_333, 1_000_000]),
    freeBuyers: random.below(3)
  });
  const opening = [terms, BENCHMARK, 'spec', random.pick(['', 'licence'])];
  const open: Step = { from: REQUESTER.address, name: 'open', args: opening, rao: openingRao(terms, rao) };
  for (let i = 0; i < 2; i++) if (random.chance(0.2)) await run.refused(distortStep(random, open, [OUTSIDER.address]));
  run.market.requests.push({
    terms,
    commits: [],
    seats: [],
    hotkeys: [],
    revealed: 0,
    closed: { reveal: 0n, scoreCommit: 0n, scoreReveal: 0n },
    holdsDeposit: hasDeposit,
    committed: 0,
    seedBlock: 0n,
    drawnBlock: 0n,
    settledBlock: 0n,
    scores: {},
    revealedSeats: [],
    challenges: [],
    held: [],
    opened: [],
    purchases: []
  });
  if (await run.call(open)) return;
  // There are fewer electors than the quorum now, or somebody has registered the benchmark.
  run.market.requests.pop();
  await openRequest(run);
}
