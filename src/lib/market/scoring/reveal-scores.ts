// What a validator committed, shown: its scores on chain, its signed reports on the content network.
import type { MarketRequest } from '../../core/market/market-state.ts';
import type { TxOptions } from '../../ports/tx-state.ts';
import { AppError } from '../../core/error/app-error.ts';
import type { LongCallOptions } from '../../core/long-call.ts';
import { findCommit } from '../../core/report/score-draft.ts';
import { draftPlace } from './keep-report.ts';
import type { ActorEdges, Stopped } from '../../ports/market-edges.ts';
import { requireOwnSeat } from '../request/own-seat.ts';
import { publishCommit } from './publish-commit.ts';

export interface RevealedScores {
  status: 'revealed';
  scoresPpm: number[];
  reportsCid: string;
  block: number;
}

/** @throws AppError `scores/no-seat`, `scores/not-committed`, `scores/draft-lost`, store and chain errors. */
export async function revealScores(
  { request }: { request: MarketRequest },
  { chain, content, account, drafts }: Omit<ActorEdges, 'vault' | 'randomBytes'>,
  options: LongCallOptions & TxOptions = {}
): Promise<RevealedScores | Stopped> {
  const { seat, commitment } = requireOwnSeat(await chain.electors(request.id), request.id, account);
  if (commitment === null)
    throw new AppError('scores/not-committed', `${account.name} committed no scores, so there is nothing to reveal.`);
  const draft = await drafts.get(draftPlace(chain, account, { requestId: request.id }));
  const commit = findCommit(draft, commitment);
  if (!commit) throw draftLost(request.id);
  const { scoresPpm, reportsCid, salt } = commit;
  await publishCommit(commit, { content }, options);
  const outcome = await chain.revealScores(
    account,
    { requestId: request.id, seat, scoresPpm, reportsCid, salt },
    options
  );
  if (outcome.status === 'rejected') return { status: 'rejected' };
  return { status: 'revealed', scoresPpm, reportsCid, block: outcome.block.number };
}

function draftLost(requestId: number): AppError {
  return new AppError('scores/draft-lost', `What was committed to request ${requestId} is not on this machine.`, {
    hints: [
      'Reveal from the browser or machine that committed.',
      'Without it the scores cannot be shown: they do not count, and nothing is earned; the bond stays whole.'
    ]
  });
}
