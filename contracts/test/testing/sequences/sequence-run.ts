// A random sequence on its way: the market on the EVM, the model beside it, and what is known of both. Every call is held
// against the model and the invariants of the market.
import type { Hex } from 'viem';
import { createActors, OUTSIDER } from '../market-actors.ts';
import { GAS_BOUNDS } from '../gas-bounds.ts';
import { RESERVE_RAO, type MarketWorld } from '../market-world.ts';
import { TREASURY } from '../test-keys.ts';
import type { Ledger } from '../read-ledger.ts';
import { differenceOf } from '../compare-state.ts';
import { predict } from '../model/market-model.ts';
import { createModelState, lower, type ModelState } from '../model/model-state.ts';
import type { Random } from './random.ts';
import { EVERYBODY } from './sequence-actors.ts';
import type { SequenceReport } from './sequence-report.ts';
import { learn, type KnownMarket, type Step } from './sequence-state.ts';

/** Not refusals but mistakes of the contract. */
const PANICS = new Set(['Panic', 'out of gas', 'invalid opcode', 'stack overflow']);
const shown = (value: unknown): string => (typeof value === 'object' ? '..' : String(value).slice(0, 20));

export interface Readers {
  readLedger: () => Ledger;
  /** Throws where the market's reads and the model differ. */
  compareState: (state: ModelState) => Promise<void>;
}

export class SequenceRun {
  model: ModelState = createModelState(TREASURY.address);
  market: KnownMarket = { requests: [], inRao: 0n, outRao: 0n, once: [], history: [] };
  readonly world: MarketWorld;
  readonly random: Random;
  readonly report: SequenceReport;
  readonly readLedger: Readers['readLedger'];
  private readonly compareState: Readers['compareState'];
  private readonly seatsOf: (bits: bigint) => number[];

  constructor(world: MarketWorld, random: Random, { readLedger, compareState }: Readers, report: SequenceReport) {
    this.world = world;
    this.random = random;
    this.readLedger = readLedger;
    this.compareState = compareState;
    this.report = report;
    this.seatsOf = createActors(world).seatsOf;
  }

  /** This moment of market, model and knowledge; call the result to come back to it, as often as wanted. */
  remember(): () => void {
    const restore = this.world.remember();
    const [market, model] = [structuredClone(this.market), structuredClone(this.model)];
    return () => {
      restore();
      this.market = structuredClone(market);
      this.model = structuredClone(model);
    };
  }

  /** Made, held against the model, and taken back where it went through after all. */
  async refused(step: Step): Promise<void> {
    const back = this.remember();
    if (await this.call(step)) back();
  }

  /** A call of somebody who has no part in the market. */
  outsider(name: string, args: readonly unknown[]): Promise<boolean> {
    return this.call({ from: OUTSIDER.address, name, args, rao: 0n });
  }

  /** Throws where an outsider cannot do it. */
  async must(name: string, args: readonly unknown[]): Promise<void> {
    if (!(await this.outsider(name, args))) throw new Error(`an outsider cannot ${name}`);
  }

  /**
   * Makes a call and says whether it went through. Throws where the model says otherwise, where money is missing or paid
   * twice, or where a call uses more gas than its bound.
   */
  async call({ from, name, args, rao, extraWei = 0n, isDistorted = false, then }: Step): Promise<boolean> {
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
