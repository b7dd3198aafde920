// A juror's committed number, shown with the report behind it.
import type { Challenge, MarketRequest } from '../chain/market-chain.ts';
import type { TxOptions } from '../chain/tx-state.ts';
import { AppError } from '../core/error/app-error.ts';
import type { LongCallOptions } from '../core/long-call.ts';
import { requireJuror } from './require-juror.ts';
import { draftPlace } from './keep-report.ts';
import type { ActorEdges, Stopped } from './market-edges.ts';
import { reportsFolder } from './reports-folder.ts';

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
  const seat = await requireJuror(request, challenge, { chain, account });
  const place = { requestId: request.id, challengeId: challenge.id };
  const draft = await drafts.get(draftPlace(chain, account, place));
  const committed = challenge.jurors.find((juror) => juror.seat === seat)?.commitment;
  if (!draft?.commit || draft.commit.commitment !== committed)
    throw new AppError(
      'jury/draft-lost',
      `No verdict that was committed in challenge ${challenge.id} is on this machine.`,
      {
        hints: ['Reveal from the browser or machine that committed it; unrevealed, it does not count.']
      }
    );
  const { salt, reportsCid: reportCid } = draft.commit;
  const scorePpm = draft.commit.scoresPpm[0]!;
  await content.addFolder(reportsFolder(draft.reports), options);
  await content.publish(reportCid, options);
  const outcome = await chain.revealVerdict(account, { ...place, seat, scorePpm, reportCid, salt }, options);
  if (outcome.status === 'rejected') return { status: 'rejected' };
  return { status: 'revealed', scorePpm, reportCid, block: outcome.block.number };
}
