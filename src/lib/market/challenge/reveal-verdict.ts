// A juror's committed number, shown with the report behind it.
import type { Challenge, MarketRequest } from '../../core/market/market-state.ts';
import type { TxOptions } from '../../ports/tx-state.ts';
import { AppError } from '../../core/error/app-error.ts';
import type { LongCallOptions } from '../../core/long-call.ts';
import { findCommit } from '../../core/report/score-draft.ts';
import { requireJuror } from './require-juror.ts';
import { draftPlace } from '../scoring/keep-report.ts';
import type { ActorEdges, Stopped } from '../../ports/market-edges.ts';
import { publishCommit } from '../scoring/publish-commit.ts';

export interface RevealedVerdict {
  status: 'revealed';
  scorePpm: number;
  reportCid: string;
  block: number;
}

/** @throws AppError `jury/not-a-juror`, `jury/draft-lost`, store and chain errors. */
export async function revealVerdict(
  { request, challenge }: { request: MarketRequest; challenge: Challenge },
  { chain, content, account, drafts }: Omit<ActorEdges, 'vault' | 'randomBytes'>,
  options: LongCallOptions & TxOptions = {}
): Promise<RevealedVerdict | Stopped> {
  const { seat, commitment } = await requireJuror(request, challenge, { chain, account });
  const place = { requestId: request.id, challengeId: challenge.id };
  const draft = await drafts.get(draftPlace(chain, account, place));
  const commit = findCommit(draft, commitment);
  if (!commit)
    throw new AppError(
      'jury/draft-lost',
      `No verdict that was committed in challenge ${challenge.id} is on this machine.`,
      {
        hints: ['Reveal from the browser or machine that committed it; unrevealed, it does not count.']
      }
    );
  const { salt, reportsCid: reportCid } = commit;
  const scorePpm = commit.scoresPpm[0]!;
  await publishCommit(commit, { content }, options);
  const outcome = await chain.revealVerdict(account, { ...place, seat, scorePpm, reportCid, salt }, options);
  if (outcome.status === 'rejected') return { status: 'rejected' };
  return { status: 'revealed', scorePpm, reportCid, block: outcome.block.number };
}
