// How a random sequence ends: an outsider alone drives every request to its end, and now and then everybody takes everything.
import { packageKeyOf } from '../market-actors.ts';
import { RESERVE_RAO } from '../market-world.ts';
import { EVERYBODY, SUCCESSOR } from './sequence-actors.ts';
import type { SequenceRun } from './sequence-run.ts';
import { challengeEnd, openEnd, revealEnd } from './sequence-state.ts';

const DRAW_BLOCKS = 7200n;
const COOLING_OFF_BLOCKS = 50_400n;
/** Every so many sequences everybody takes everything at the end. */
const CLAIM_EVERY = 40;

/** An outsider ends every request; nothing but debts, bonds and the reserve is left. */
export async function endSequence(run: SequenceRun): Promise<void> {
  const { report, market } = run;
  for (const stage of run.readLedger().stages) report.stages[stage]!++;
  for (const id of market.requests.keys()) await endRequest(run, id);
  for (const id of market.requests.keys()) await clearRequest(run, id);
  const { escrowRao, lockedRao, stages } = run.readLedger();
  if (escrowRao !== 0n) throw new Error(`${escrowRao} rao are stuck in escrow`);
  if (lockedRao !== 0n) throw new Error(`${lockedRao} rao of bonds stay locked`);
  for (const stage of stages) report[stage === 4 ? 'settled' : 'refunded']++;
  report.sequences++;
  if (report.sequences % CLAIM_EVERY !== 0) return;
  await takeEverything(run);
}

/** Bonds and debts, by everybody; only the reserve stays. */
async function takeEverything(run: SequenceRun): Promise<void> {
  run.world.refusePayments = false;
  for (const { address } of EVERYBODY) {
    const { activeRao } = await run.world.view<{ activeRao: bigint }>('bondOf', [address]);
    await run.call({ from: address, name: 'requestWithdrawal', args: [activeRao], rao: 0n });
  }
  run.world.block += COOLING_OFF_BLOCKS;
  await run.call({ from: SUCCESSOR.address, name: 'acceptTreasury', args: [], rao: 0n });
  for (const { address, publicKey } of EVERYBODY) {
    await run.call({ from: address, name: 'withdrawBond', args: [], rao: 0n });
    await run.call({ from: address, name: 'claim', args: [publicKey], rao: 0n });
  }
  if ((await run.world.balanceRao()) !== RESERVE_RAO) throw new Error('money is left behind');
}

async function endRequest(run: SequenceRun, id: number): Promise<void> {
  const { world, market, random } = run;
  const request = market.requests[id]!;
  const refundInstead = random.chance(0.12);
  const atLeast = (block: bigint) => {
    if (world.block < block) world.block = block;
  };
  for (let turn = 0; turn < 16; turn++) {
    const stage = run.readLedger().stages[id]!;
    if (stage >= 4) return;
    if (stage === 0) {
      atLeast(revealEnd(request) + 1n);
      if (!refundInstead && (await run.outsider('snapshot', [BigInt(id)]))) continue;
      if (await run.outsider('settle', [BigInt(id), 0n])) continue;
    }
    if (stage === 1 && !refundInstead) {
      atLeast(request.seedBlock + 1n);
      if (await run.outsider('draw', [BigInt(id), 64n])) continue;
    }
    if (stage <= 1) atLeast(revealEnd(request) + DRAW_BLOCKS + 1n);
    if (stage === 2) {
      atLeast(challengeEnd(request) + 1n);
      for (const [number, challenge] of request.challenges.entries()) {
        if (challenge.resolved) continue;
        atLeast(challenge.overBlock);
        await run.must('resolve', [BigInt(id), BigInt(number)]);
      }
    }
    await run.must('settle', [BigInt(id), stage === 2 ? 1000n : 50n]);
  }
  throw new Error(`request ${id} does not end`);
}

/** Shares that are held are opened or forfeited, prices go back. */
async function clearRequest(run: SequenceRun, id: number): Promise<void> {
  const { world, market } = run;
  const request = market.requests[id]!;
  for (const index of [...request.held]) {
    const miner = request.commits[index]![0];
    if (run.random.chance(0.5) && (await run.outsider('openPackage', [BigInt(id), BigInt(index), packageKeyOf(miner)])))
      continue;
    if (world.block <= openEnd(request)) world.block = openEnd(request) + 1n;
    await run.must('forfeit', [BigInt(id), BigInt(index)]);
  }
  await run.outsider('forfeitDeposit', [BigInt(id)]);
  if (world.block <= openEnd(request)) world.block = openEnd(request) + 1n;
  await run.outsider('forfeitDeposit', [BigInt(id)]);
  for (const [index, purchase, bought] of [...request.purchases]) {
    if (world.block <= bought + 50_400n) world.block = bought + 50_401n;
    await run.must('refundPurchase', [BigInt(id), BigInt(index), purchase]);
  }
}
