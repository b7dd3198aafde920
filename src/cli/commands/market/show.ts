// `assay market show`: one request as the contract has it: phase and windows, what happened in which block, what is owed, who is
// late, and each challenge with both numbers.
import { defineCommand } from 'citty';
import type { Challenge } from '#lib/core/market/market-state.ts';
import { taoText } from '#lib/core/encoding/tao.ts';
import { lateWork } from '#lib/market/request/late-work.ts';
import { owedShares } from '#lib/market/request/owed-shares.ts';
import { requestHistory } from '#lib/market/request/request-history.ts';
import { blocksLeft, requestPhase } from '#lib/market/request/request-phase.ts';
import { readRequestState, type RequestState } from '#lib/market/request/request-state.ts';
import { requestWindows } from '#lib/market/request/request-windows.ts';
import { fetchReport } from '#lib/market/verify/read-report.ts';
import { edgeArguments, type ConnectedMarket } from '../../connect-market.ts';
import { eventWords, lateWords, owedWords, type NameOf } from './event-words.ts';
import { asReader, readRequest, requestArgument } from '../../session/market-session.ts';
import { PHASE_WORDS } from './phase-words.ts';

interface ShownChallenge extends Challenge {
  /** What the accused reported, and what the challenger's evidence says; null where that cannot be read. */
  accusedPpm: number | null;
  evidencePpm: number | null;
}

export const show = (signal: AbortSignal) =>
  defineCommand({
    meta: { name: 'show', description: 'Show one request: phase, timeline, debts, challenges' },
    args: { ...requestArgument, ...edgeArguments },
    run: ({ args }) =>
      asReader(args, signal, async (market) => {
        const { id } = await readRequest(market, args.request);
        const [state, { number: block }] = await Promise.all([
          readRequestState(market.chain, id),
          market.chain.bestBlock()
        ]);
        const challenges = await Promise.all(state.challenges.map((one) => withNumbers(one, state, market, signal)));
        const { request } = state;
        const shown = {
          block,
          phase: requestPhase(request, block),
          blocksLeft: blocksLeft(request, block),
          windows: requestWindows(request),
          ...state,
          challenges,
          timeline: requestHistory(state),
          owed: owedShares(state),
          late: lateWork(state, block)
        };
        return { ...shown, says: lines(shown, await namesOf(market)).join('\n') };
      })
  });

async function withNumbers(
  challenge: Challenge,
  { submissions }: RequestState,
  market: ConnectedMarket,
  signal: AbortSignal
): Promise<ShownChallenge> {
  const { submissionIndex, accusedSeat, evidenceCid } = challenge;
  const accused = submissions[submissionIndex]?.scores.find(({ seat }) => seat === accusedSeat);
  const evidence = await fetchReport(market, { reportsCid: evidenceCid, submissionIndex }, { signal }).catch(
    () => null
  );
  signal.throwIfAborted();
  return {
    ...challenge,
    accusedPpm: accused?.scorePpm ?? null,
    evidencePpm: evidence && Math.floor(evidence.result.score * 1e6)
  };
}

/** By uid where the account is on the subnet now. */
async function namesOf({ chain }: ConnectedMarket): Promise<NameOf> {
  const { neurons } = await chain.metagraph();
  return (account) => {
    const key = account.toLowerCase();
    const neuron = neurons.find(({ publicKey }) => publicKey.startsWith(key));
    return neuron ? `uid ${neuron.uid}` : account;
  };
}

interface Shown extends Omit<RequestState, 'challenges'> {
  block: number;
  phase: ReturnType<typeof requestPhase>;
  blocksLeft: number | null;
  windows: ReturnType<typeof requestWindows>;
  challenges: ShownChallenge[];
  timeline: ReturnType<typeof requestHistory>;
  owed: ReturnType<typeof owedShares>;
  late: ReturnType<typeof lateWork>;
}

function lines({ request, block, phase, windows, ...shown }: Shown, nameOf: NameOf): string[] {
  const { terms } = request;
  const left = shown.blocksLeft === null ? '' : `, ${shown.blocksLeft} blocks left`;
  const end = (name: string, last: number | null) => `  ${name.padEnd(22)} ${last === null ? 'not known yet' : last}`;
  return [
    `request ${request.id} at block ${block}: ${PHASE_WORDS[phase]}${left}`,
    `  ${taoText(request.bountyRao)} TAO, threshold ${terms.thresholdPpm / 1e6}, quorum ${terms.quorum} of ${terms.assignedPerSubmission} drawn, ${terms.privateDelivery ? 'private' : 'public'} delivery`,
    `  deposit ${taoText(terms.submissionDepositRao)} TAO, bonds ${taoText(terms.validatorBondRao)} and ${taoText(terms.challengeBondRao)} TAO for a challenge`,
    `  ${request.specCid}`,
    'last blocks',
    end('submissions', windows.commitEnd),
    end('their reveals', windows.revealEnd),
    end('snapshot and draw', windows.drawEnd),
    end('scores', windows.scoreCommitEnd),
    end('their reveals', windows.scoreRevealEnd),
    end('challenges', windows.challengeEnd),
    end('opening packages', windows.openEnd),
    'what happened',
    ...shown.timeline.map((event) => `  ${String(event.block).padStart(8)}  ${eventWords(event, nameOf)}`),
    ...section(
      'challenges',
      shown.challenges.map((challenge) => challengeLine(challenge, nameOf))
    ),
    ...section(
      'credited or held',
      shown.owed.map((share) => owedWords(share, nameOf))
    ),
    ...section(
      'due or missed',
      shown.late.map((work) => lateWords(work, nameOf))
    )
  ];
}

function challengeLine(challenge: ShownChallenge, nameOf: NameOf): string {
  const { id, submissionIndex, accusedSeat, status, accusedPpm, evidencePpm, medianPpm, challenger } = challenge;
  const score = (value: number | null) => (value === null ? 'unknown' : (value / 1e6).toFixed(6));
  const jury = medianPpm === null ? '' : `, the jury ${score(medianPpm)}`;
  return `${id} (${status}): on submission ${submissionIndex} seat ${accusedSeat} says ${score(accusedPpm)}, ${nameOf(challenger)} ${score(evidencePpm)}${jury}`;
}

const section = (title: string, entries: string[]): string[] =>
  entries.length === 0 ? [] : [title, ...entries.map((entry) => `  ${entry}`)];
