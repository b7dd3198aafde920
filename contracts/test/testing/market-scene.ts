// A request's life in strides, for tests: each stride does what the right accounts do and moves to the next window.
import { APPEAL_BONDS } from '#lib/core/market/market-constants.ts';
import { createActors, OUTSIDER, REQUESTER, someTerms, TAO, type TermsInput } from './market-actors.ts';
import type { BondView, ChallengeView, ElectorView, RequestView, SubmissionView } from './market-views.ts';
import type { MarketWorld, Outcome } from './market-world.ts';

export type Scene = ReturnType<typeof createScene>;

/** @param cidOf makes each CID of a short name. */
export function createScene(world: MarketWorld, cidOf?: (name: string) => string) {
  const actors = createActors(world, cidOf);
  const must = async (outcome: Promise<Outcome>): Promise<Outcome> => {
    const result = await outcome;
    if (!result.ok) throw new Error(`refused: ${result.error}`);
    return result;
  };
  const request = (id = 0n) => world.view<RequestView>('getRequest', [id]);
  const anyone = (name: string, args: readonly unknown[], valueRao = 0n) =>
    world.call(OUTSIDER.address, name, args, valueRao);

  return {
    ...actors,
    must,
    anyone,
    request,
    submissions: (id = 0n) => world.view<SubmissionView[]>('getSubmissions', [id]),
    electors: (id = 0n) => world.view<ElectorView[]>('getElectors', [id]),
    challenges: (id = 0n) => world.view<ChallengeView[]>('getChallenges', [id, 0n, 100n]),
    owed: (address: string) => world.view<bigint>('owedRao', [address]),
    bondOf: (address: string) => world.view<BondView>('bondOf', [address]),

    /** Bonded validators with these stakes, miners, and an open request. */
    async begin(stakesTao: number[], miners: number, terms: Partial<TermsInput> = {}, bountyRao = 100n * TAO) {
      actors.populate(
        stakesTao.map((tao) => BigInt(Math.round(tao * 1e9))),
        miners
      );
      await actors.bond(stakesTao.length);
      await must(actors.open(someTerms(world, terms), bountyRao, REQUESTER));
    },

    /** Every miner commits and reveals; ends right after the reveals. `plains` names equal packages. */
    async submit(miners: number, plains: string[] = []) {
      for (let i = 0; i < miners; i++) await must(actors.commit(0n, i, plains[i]));
      const { terms } = await request();
      world.block = terms.deadlineBlock + 1n;
      for (let i = 0; i < miners; i++) await must(actors.reveal(0n, i, i, plains[i]));
      world.block = terms.deadlineBlock + BigInt(terms.revealBlocks) + 1n;
    },

    /** Last blocks of the windows, as they stand: closed early where everybody has acted. */
    async ends() {
      const { terms, drawnBlock, scoreCommitClosedBlock, scoreRevealClosedBlock } = await request();
      const scoreCommit = scoreCommitClosedBlock || drawnBlock + BigInt(terms.scoreCommitBlocks);
      const scoreReveal =
        scoreRevealClosedBlock || drawnBlock + BigInt(terms.scoreCommitBlocks + terms.scoreRevealBlocks);
      return { scoreCommit, scoreReveal, challenge: scoreReveal + BigInt(terms.challengeBlocks) };
    },

    async seat() {
      await must(actors.draw(0n));
    },

    /** One row a seat, `undefined` for one that stays away; ends in the first block of the challenge window. */
    async score(rows: (number[] | undefined)[]) {
      for (const [seat, row] of rows.entries()) if (row) await must(actors.commitScores(0n, seat, row));
      world.block = (await this.ends()).scoreCommit + 1n;
      for (const [seat, row] of rows.entries()) if (row) await must(actors.revealScores(0n, seat, row));
      world.block = (await this.ends()).scoreReveal + 1n;
    },

    /** Past the challenge window. */
    async endChallenges() {
      const end = (await this.ends()).challenge + 1n;
      if (world.block < end) world.block = end;
    },

    settle: (steps = 1000n) => anyone('settle', [0n, steps]),

    /** From the draw to the last step of the settlement. */
    async settleWith(rows: (number[] | undefined)[]) {
      await this.seat();
      await this.score(rows);
      await this.endChallenges();
      return must(this.settle());
    },

    /** The jury of a challenge commits and reveals; `undefined` stays away. Ends where it can be appealed. */
    async judgeUntilAppeal(scoreOf: (seat: number, order: number) => number | undefined, challengeId = 0n) {
      world.block += 5n;
      await must(anyone('drawJury', [0n, challengeId]));
      const seats = actors.seatsOf((await this.challenges())[Number(challengeId)]!.jurors);
      const { juryBlocks } = (await request()).terms;
      for (const [order, seat] of seats.entries()) {
        const score = scoreOf(seat, order);
        if (score !== undefined) await must(actors.commitVerdict(0n, challengeId, seat, score));
      }
      world.block += BigInt(juryBlocks) + 1n;
      for (const [order, seat] of seats.entries()) {
        const score = scoreOf(seat, order);
        if (score !== undefined) await must(actors.revealVerdict(0n, challengeId, seat, score));
      }
      world.block += BigInt(juryBlocks);
      return seats;
    },

    /** The same, past the window for appeals: ends where `resolve` is possible. */
    async judge(scoreOf: (seat: number, order: number) => number | undefined, challengeId = 0n) {
      const seats = await this.judgeUntilAppeal(scoreOf, challengeId);
      world.block += BigInt((await request()).terms.juryBlocks);
      return seats;
    },

    appeal: async (from: { address: `0x${string}` }, challengeId = 0n) =>
      world.call(from.address, 'appeal', [0n, challengeId], APPEAL_BONDS * (await request()).terms.challengeBondRao)
  };
}
