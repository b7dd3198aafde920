// The opening of a commitment, kept before anything is sent; one that was kept for the same scores is used again.
import { toHex } from '../../core/encoding/hex.ts';
import { withCommit, type ScoreCommit, type ScoreDraftPlace } from '../../core/report/score-draft.ts';
import type { ScoreReport } from '../../core/report/score-report.ts';
import type { LongCallOptions } from '../../core/long-call.ts';
import type { ActorEdges } from '../../ports/market-edges.ts';
import { reportsFolder } from './reports-folder.ts';

/** What is hashed, as the contract hashes it. */
export type CommitmentOf = (opening: Pick<ScoreCommit, 'salt' | 'scoresPpm' | 'reportsCid'>) => `0x${string}`;

/**
 * Earlier openings stay: a commit that seemed to have failed may still arrive.
 * @throws AppError `scores/unreadable-draft`, store errors.
 */
export async function keepCommit(
  place: ScoreDraftPlace,
  { reports, scoresPpm, commitmentOf }: { reports: ScoreReport[]; scoresPpm: number[]; commitmentOf: CommitmentOf },
  { content, drafts, randomBytes }: Pick<ActorEdges, 'content' | 'drafts' | 'randomBytes'>,
  options: LongCallOptions = {}
): Promise<ScoreCommit> {
  const folder = reportsFolder(reports);
  const { cid: reportsCid } = await content.packCar(folder, options);
  const earlier = (await drafts.get(place))?.commits.find(
    (commit) => commit.reportsCid === reportsCid && String(commit.scoresPpm) === String(scoresPpm)
  );
  if (earlier) return earlier;
  const salt = toHex(randomBytes(32));
  const files = folder.map(({ path, bytes }) => ({ path, text: new TextDecoder().decode(bytes) }));
  const commitment = commitmentOf({ salt, scoresPpm, reportsCid });
  const commit = { commitment, salt, scoresPpm, reportsCid, files };
  await drafts.update(place, (kept) => withCommit(kept, commit));
  return commit;
}
