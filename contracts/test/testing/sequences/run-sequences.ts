// Random sequences of calls on the real EVM, with the invariants of the market checked after every call. A sequence is a
// random trunk and four random steps: 81 sequences share a trunk, which is run once and remembered. Each is then
// driven to its end by an outsider.
import { keccak256, type Hex } from 'viem';
import {
  BENCHMARK,
  createActors,
  openingRao,
  OUTSIDER,
  packageKeyOf,
  REQUESTER,
  saltOf,
  someTerms,
  TAO,
  ZERO_WORD,
  type TermsInput
} from '../market-actors.ts';
import { GAS_BOUNDS } from '../gas-bounds.ts';
import { createMarketWorld, RESERVE_RAO, TREASURY, type MarketWorld } from '../market-world.ts';
import {
  changeStep,
  commitStep,
  createRandom,
  EVERYBODY,
  firstDeliveryStep,
  INVITE_ROOT,
  juryStep,
  MINERS,
  nothingToDo,
  randomBlock,
  randomStep,
  revealScoresStep,
  revealStep,
  scoresStep,
  SUCCESSOR,
  twinOf,
  VALIDATORS,
  type Random
} from './random-steps.ts';
import { createLedgerReader, type Ledger } from '../read-ledger.ts';
import { predict } from '../model/market-model.ts';
import { createModelState, lower, type ModelState } from '../model/model-state.ts';
import { distortStep } from './distort-step.ts';
import { createStateComparison, differenceOf } from '../compare-state.ts';
import {
  challengeEnd,
  cloneKnown,
  commitEnd,
  learn,
  openEnd,
  revealEnd,
  scoreEnd,
  type KnownMarket,
  type KnownRequest,
  type Step
} from './sequence-state.ts';

const BRANCH_STEPS = 4;
const DRAW_BLOCKS = 7200n;
const COOLING_OFF_BLOCKS = 50_400n;
/** Every so many sequences everybody takes everything at the end. */
const CLAIM_EVERY = 40;

const WATCHED = {
  accounts: EVERYBODY.map(({ address }) => lower(address)),
  hotkeys: EVERYBODY.flatMap((key) => [key.publicKey, twinOf(key)]),
  benchmarks: [BENCHMARK, saltOf('other')]
};

export interface SequenceReport {
  sequences: number;
  calls: number;
  succeeded: number;
  /** Where the requests of the sequences stood before they were driven to their end, by stage. */
  stages: number[];
  settled: number;
  refunded: number;
  /** Calls that went through, by name. */
  byName: Record<string, number>;
  /** Calls that were refused, by name and error. */
  refusals: Record<string, number>;
  mostGas: Record<string, bigint>;
}

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
  const report: SequenceReport = {
    sequences: 0,
    calls: 0,
    succeeded: 0,
    stages: [0, 0, 0, 0, 0, 0],
    settled: 0,
    refunded: 0,
    byName: {},
    refusals: {},
    mostGas: {}
  };
  for (let trunk = 0; report.sequences < count; trunk++) {
    start();
    const random = createRandom(seed + trunk * 7919);
    const run = new SequenceRun(world, random, { readLedger, compareState, branches }, report);
    try {
      await run.open();
      await run.lead();
      const steps = random.below(trunkSteps + 1);
      for (let i = 0; i < steps; i++) await run.step();
      await run.branch(BRANCH_STEPS);
    } catch (error) {
      const story = run.market.history.slice(-40).join('\n  ');
      throw new Error(`seed ${seed}, trunk ${trunk}: ${(error as Error).message}\n  ${story}`, { cause: error });
    }
    onProgress?.(report);
  }
  return report;
}

interface RunSetting {
  branches: number;
  readLedger: () => Ledger;
  compareState: (state: ModelState) => Promise<void>;
}

class SequenceRun {
  model: ModelState = createModelState(TREASURY.address);
  market: KnownMarket = { requests: [], inRao: 0n, outRao: 0n, once: [], history: [] };
  private readonly world: MarketWorld;
  private readonly random: Random;
  private readonly readLedger: () => Ledger;
  private readonly compareState: RunSetting['compareState'];
  private readonly branches: number;
  private readonly report: SequenceReport;
  private readonly seatsOf: (bits: bigint) => number[];

  constructor(
    world: MarketWorld,
    random: Random,
    { readLedger, compareState, branches }: RunSetting,
    report: SequenceReport
  ) {
    this.world = world;
    this.random = random;
    this.readLedger = readLedger;
    this.compareState = compareState;
    this.branches = branches;
    this.report = report;
    this.seatsOf = createActors(world).seatsOf;
  }

  /** A subnet, bonds and one or two open requests, all random. */
  async open(): Promise<void> {
    const { world, random } = this;
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
        await this.call({
          from: EVERYBODY[i]!.address,
          name: 'depositBond',
          args: [],
          rao: random.pick([1n, 1n, 3n]) * TAO
        });
    if (random.chance(0.2)) {
      const args = [BENCHMARK, random.pick([0n, 1n, 1_000_000n]), 'cid'];
      await this.call({ from: random.pick([OUTSIDER, REQUESTER]).address, name: 'registerBenchmark', args, rao: 0n });
    }
    const requests = random.chance(0.25) ? 2 : 1;
    for (let i = 0; i < requests; i++) await this.openRequest();
  }

  private async openRequest(): Promise<void> {
    const { random } = this;
    const registered = this.model.benchmarks.get(BENCHMARK);
    const privateDelivery = random.chance(0.5);
    const hasDeposit = random.chance(0.4);
    const rao = random.pick([1_000_000n, 1_000_003n, 100n * TAO, 7n * TAO + 13n]);
    const validatorBondRao = rao < TAO ? random.pick([0n, 1n, 1_000_000n]) : random.pick([0n, 1n, TAO, TAO]);
    const terms: TermsInput = someTerms(this.world, {
      inviteRoot: random.chance(0.15) ? INVITE_ROOT : ZERO_WORD,
      benchmarkFeeRao: registered && registered.owner !== lower(REQUESTER.address) ? registered.feeRao : 0n,
      parentRequest: BigInt(random.below(this.model.books.length + 1)),
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
    for (let i = 0; i < 2; i++)
      if (random.chance(0.2)) await this.refused(distortStep(random, open, [OUTSIDER.address]));
    this.market.requests.push({
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
    if (await this.call(open)) return;
    // There are fewer electors than the quorum now, or somebody has registered the benchmark.
    this.market.requests.pop();
    await this.openRequest();
  }

  /** Made, held against the model, and taken back where it went through after all. */
  private async refused(step: Step): Promise<void> {
    const back = this.world.remember();
    const known = cloneKnown(this.market);
    const model = structuredClone(this.model);
    if (!(await this.call(step))) return;
    back();
    this.market = known;
    this.model = model;
  }

  /** Some way into the life of the first request, so that sequences begin at every stage. */
  async lead(): Promise<void> {
    const { world, random, market } = this;
    const request = market.requests[0]!;
    if (random.chance(0.15)) return;
    for (let i = 0; i < 2; i++) if (random.chance(0.2)) await this.call(changeStep(random, 0n, request));
    for (let i = 0; i < 3; i++) await this.call(commitStep(random, world, 0n, request));
    if (random.chance(0.1)) return;
    // A request that was cancelled just now has no submissions, and nothing below goes through.
    world.block = request.terms.deadlineBlock + 1n;
    for (const index of request.commits.keys()) if (random.chance(0.9)) await this.call(revealStep(0n, request, index));
    if (random.chance(0.15)) return;
    world.block = revealEnd(request) + 1n;
    if (!(await this.outsider('snapshot', [0n]))) return;
    world.block = request.seedBlock + 1n;
    if (random.chance(0.2) || !(await this.outsider('draw', [0n, 64n])) || random.chance(0.1)) return;
    for (const seat of request.seats.keys())
      if (random.chance(0.9)) await this.call(scoresStep(random, world, 0n, request, seat));
    if (random.chance(0.1)) return;
    world.block = commitEnd(request) + 1n;
    for (const seat of request.seats.keys())
      if (random.chance(0.9)) await this.call(revealScoresStep(0n, request, seat));
    if (random.chance(0.7)) {
      world.block = scoreEnd(request) + 1n;
      if (random.chance(0.5)) await this.leadJury(request);
    }
    if (random.chance(0.45)) return;
    if (world.block <= challengeEnd(request)) world.block = challengeEnd(request) + 1n;
    await this.outsider('settle', [0n, random.pick([2n, 4n, 6n, 50n, 50n, 50n])]);
    for (const index of [...request.held])
      if (random.chance(0.6)) await this.call(firstDeliveryStep(0n, request, index));
  }

  /** A challenge whose jury has mostly revealed. */
  private async leadJury(request: KnownRequest): Promise<void> {
    const { world, random } = this;
    const [seat] = request.revealedSeats;
    const args = [0n, BigInt(random.below(request.commits.length)), BigInt(seat ?? 0), 'evidence'];
    const rao = request.terms.challengeBondRao;
    if (!(await this.call({ from: OUTSIDER.address, name: 'challenge', args, rao }))) return;
    const challenge = request.challenges[0]!;
    world.block = challenge.seedBlock + 1n;
    if (!(await this.outsider('drawJury', [0n, 0n])) || challenge.jurors.length === 0) return;
    for (let i = 0; i < 4; i++) await this.call(juryStep(random, world, 0n, request, 0));
    world.block = challenge.commitEndBlock + 1n;
    for (let i = 0; i < 5 && !challenge.resolved; i++) await this.call(juryStep(random, world, 0n, request, 0));
  }

  async step(): Promise<void> {
    const { world, random, market } = this;
    const { stages } = this.readLedger();
    if (random.chance(0.03)) this.changeSubnet();
    if (random.chance(0.02)) world.refusePayments = !world.refusePayments;
    if (random.chance(nothingToDo(world.block, market, stages) ? 0.6 : 0.06)) {
      world.block = randomBlock(random, world.block, market);
      market.history.push(`block ${world.block}`);
      return;
    }
    await this.call(randomStep(random, world, market, stages));
  }

  /** Stake, permits and keys move, as they do on a chain. */
  private changeSubnet(): void {
    const { world, random } = this;
    const neuron = random.pick(world.neurons);
    random.pick([
      () => (neuron.alphaRao = random.pick([0n, 1n, 300n * TAO, 2n ** 64n + 5n])),
      () => (neuron.rootRao = random.pick([0n, 5n, 1_000n * TAO])),
      () => (neuron.permit = !neuron.permit),
      () => (neuron.coldkey = random.pick(world.neurons).coldkey)
    ])();
    this.market.history.push('the subnet changes');
  }

  /** All the ways on from here: `branches` random steps at each of so many levels. */
  async branch(levels: number): Promise<void> {
    if (levels === 0) return this.end();
    const here = this.world.remember();
    const known = this.market;
    const model = this.model;
    for (let i = 0; i < this.branches; i++) {
      here();
      this.market = cloneKnown(known);
      this.model = structuredClone(model);
      await this.step();
      await this.branch(levels - 1);
    }
  }

  /** An outsider ends every request; nothing but debts, bonds and the reserve is left. */
  private async end(): Promise<void> {
    const { report, market } = this;
    for (const stage of this.readLedger().stages) report.stages[stage]!++;
    for (const id of market.requests.keys()) await this.endRequest(id);
    for (const id of market.requests.keys()) await this.clearRequest(id);
    const { escrowRao, lockedRao, stages } = this.readLedger();
    if (escrowRao !== 0n) throw new Error(`${escrowRao} rao are stuck in escrow`);
    if (lockedRao !== 0n) throw new Error(`${lockedRao} rao of bonds stay locked`);
    for (const stage of stages) report[stage === 4 ? 'settled' : 'refunded']++;
    report.sequences++;
    if (report.sequences % CLAIM_EVERY !== 0) return;
    await this.takeEverything();
  }

  /** Bonds and debts, by everybody; only the reserve stays. */
  private async takeEverything(): Promise<void> {
    this.world.refusePayments = false;
    for (const { address } of EVERYBODY) {
      const { activeRao } = await this.world.view<{ activeRao: bigint }>('bondOf', [address]);
      await this.call({ from: address, name: 'requestWithdrawal', args: [activeRao], rao: 0n });
    }
    this.world.block += COOLING_OFF_BLOCKS;
    await this.call({ from: SUCCESSOR.address, name: 'acceptTreasury', args: [], rao: 0n });
    for (const { address, publicKey } of EVERYBODY) {
      await this.call({ from: address, name: 'withdrawBond', args: [], rao: 0n });
      await this.call({ from: address, name: 'claim', args: [publicKey], rao: 0n });
    }
    if ((await this.world.balanceRao()) !== RESERVE_RAO) throw new Error('money is left behind');
  }

  private async endRequest(id: number): Promise<void> {
    const { world, market, random } = this;
    const request = market.requests[id]!;
    const refundInstead = random.chance(0.12);
    const atLeast = (block: bigint) => {
      if (world.block < block) world.block = block;
    };
    for (let turn = 0; turn < 16; turn++) {
      const stage = this.readLedger().stages[id]!;
      if (stage >= 4) return;
      if (stage === 0) {
        atLeast(revealEnd(request) + 1n);
        if (!refundInstead && (await this.outsider('snapshot', [BigInt(id)]))) continue;
        if (await this.outsider('settle', [BigInt(id), 0n])) continue;
      }
      if (stage === 1 && !refundInstead) {
        atLeast(request.seedBlock + 1n);
        if (await this.outsider('draw', [BigInt(id), 64n])) continue;
      }
      if (stage <= 1) atLeast(revealEnd(request) + DRAW_BLOCKS + 1n);
      if (stage === 2) {
        atLeast(challengeEnd(request) + 1n);
        for (const [number, challenge] of request.challenges.entries()) {
          if (challenge.resolved) continue;
          atLeast(challenge.overBlock);
          await this.must('resolve', [BigInt(id), BigInt(number)]);
        }
      }
      await this.must('settle', [BigInt(id), stage === 2 ? 1000n : 50n]);
    }
    throw new Error(`request ${id} does not end`);
  }

  /** Shares that are held are opened or forfeited, prices go back. */
  private async clearRequest(id: number): Promise<void> {
    const { world, market } = this;
    const request = market.requests[id]!;
    for (const index of [...request.held]) {
      const miner = request.commits[index]![0];
      if (
        this.random.chance(0.5) &&
        (await this.outsider('openPackage', [BigInt(id), BigInt(index), packageKeyOf(miner)]))
      )
        continue;
      if (world.block <= openEnd(request)) world.block = openEnd(request) + 1n;
      await this.must('forfeit', [BigInt(id), BigInt(index)]);
    }
    await this.outsider('forfeitDeposit', [BigInt(id)]);
    if (world.block <= openEnd(request)) world.block = openEnd(request) + 1n;
    await this.outsider('forfeitDeposit', [BigInt(id)]);
    for (const [index, purchase, bought] of [...request.purchases]) {
      if (world.block <= bought + 50_400n) world.block = bought + 50_401n;
      await this.must('refundPurchase', [BigInt(id), BigInt(index), purchase]);
    }
  }

  private outsider(name: string, args: readonly unknown[]): Promise<boolean> {
    return this.call({ from: OUTSIDER.address, name, args, rao: 0n });
  }

  private async must(name: string, args: readonly unknown[]): Promise<void> {
    if (!(await this.outsider(name, args))) throw new Error(`an outsider cannot ${name}`);
  }

  private async call({ from, name, args, rao, extraWei = 0n, isDistorted = false, then }: Step): Promise<boolean> {
    const { world, market, report } = this;
    const { block, neurons, refusePayments } = world;
    const place = { state: this.model, block, neurons, refusePayments, market: world.market };
    const expected = predict({ ...place, from: lower(from), rao, extraWei }, name, args);
    const outcome = await world.call(from, name, args, rao, { extraWei });
    report.calls++;
    market.history.push(`${world.block} ${name}(${args.slice(0, 3).map(shown).join(', ')}): ${outcome.error ?? 'ok'}`);
    const bound = GAS_BOUNDS[name];
    if (bound === undefined || (outcome.gas > bound && !isDistorted))
      throw new Error(`${name} used ${outcome.gas} gas of ${bound}`);
    if (!isDistorted && outcome.gas > (report.mostGas[name] ?? 0n)) report.mostGas[name] = outcome.gas;
    if (outcome.ok) {
      report.succeeded++;
      report.byName[name] = (report.byName[name] ?? 0) + 1;
      market.inRao += rao;
      then?.(market);
      learn(market, world.block, this.seatsOf, outcome.events);
      if (name === 'snapshot') await this.learnSeats(Number(args[0]));
    } else if (!outcome.errorArgs || PANICS.has(outcome.error!)) throw new Error(`${name} failed by ${outcome.error}`);
    else {
      const refusal = `${name} ${outcome.error}`;
      report.refusals[refusal] = (report.refusals[refusal] ?? 0) + 1;
    }
    const { ok, result, error, errorArgs } = outcome;
    const seen = ok ? { ok, result } : { ok, error, errorArgs };
    const difference = differenceOf(seen, expected, name);
    if (difference) throw new Error(difference);
    // What was refused has changed nothing: neither here, which the EVM sees to, nor in the model, which is held to it then.
    if (ok) await this.compareState(this.model);
    await this.check();
    return outcome.ok;
  }

  private async learnSeats(id: number): Promise<void> {
    const electors = await this.world.view<{ hotkey: Hex }[]>('getElectors', [BigInt(id)]);
    const request = this.market.requests[id]!;
    request.hotkeys = electors.map(({ hotkey }) => hotkey);
    request.seats = request.hotkeys.map((hotkey) => EVERYBODY.findIndex(({ address }) => hotkey.startsWith(address)));
  }

  private async check(): Promise<void> {
    const { owedRao, bondsRao, escrowRao } = this.readLedger();
    const balance = await this.world.balanceRao();
    if (balance !== RESERVE_RAO + owedRao + bondsRao + escrowRao)
      throw new Error(`balance ${balance}, owed ${owedRao}, bonds ${bondsRao}, escrow ${escrowRao}`);
    if (balance !== RESERVE_RAO + this.market.inRao - this.market.outRao)
      throw new Error(`balance ${balance} after ${this.market.inRao} in and ${this.market.outRao} out`);
  }
}

/** Not refusals but mistakes of the contract. */
const PANICS = new Set(['Panic', 'out of gas', 'invalid opcode', 'stack overflow']);
const shown = (value: unknown): string => (typeof value === 'object' ? '..' : String(value).slice(0, 20));
