// Anyone's check of a report that says that the miner made a package unreadable.
import { AppError } from '../../core/error/app-error.ts';
import type { LongCallOptions } from '../../core/long-call.ts';
import type { AnyMechanism } from '../../core/mechanism/mechanism.ts';
import type { Backend } from '../../core/model/backend.ts';
import { isBoxClaim, UNREADABLE_REASONS, type BoxClaim, type Unreadable } from '../../core/report/unreadable.ts';
import type { RequestSpec } from '../../core/request/request-spec.ts';
import type { ScoreReport } from '../../core/report/score-report.ts';
import type { Scorer } from '../../ports/market-edges.ts';
import { checkBoxClaim } from '../submission/check-box-claim.ts';
import { findPackageKey } from '../submission/find-package-key.ts';
import { readForAnyone } from '../submission/read-for-anyone.ts';
import type { ReportPlace } from './check-report.ts';
import type { ReaderEdges } from './public-task.ts';
import { recomputeScore } from './recompute-score.ts';

export type UnreadableOutcome =
  { status: 'checked'; holds: boolean; reason: string } | { status: 'rejected' } | { status: 'cancelled' };

/**
 * Whether what a report says of its package is so.
 * @throws AppError `submission/undecided` or `submission/sealed` where it takes the package's key, `benchmark/not-revealed` where
 *   only a measurement shows it, store, chain and score errors.
 */
export async function verifyUnreadable(
  { report, backend }: { report: ScoreReport & { unreadable: Unreadable }; backend: Backend | 'auto' },
  place: ReportPlace & { spec: RequestSpec; mechanism: AnyMechanism },
  edges: ReaderEdges & { scorer: Scorer },
  options: LongCallOptions = {}
): Promise<UnreadableOutcome> {
  const { unreadable } = report;
  const said = (holds: boolean, reason: string): UnreadableOutcome => ({ status: 'checked', holds, reason });
  if (isBoxClaim(unreadable)) {
    if (!(await isOwnOrJudged(report, unreadable, place, edges)))
      return said(false, `It speaks of the seal of ${unreadable.reader}, which is not its validator's.`);
    const key = await findPackageKey({ ...place, account: null }, edges, options);
    return (await checkBoxClaim(unreadable, place, key, edges, options))
      ? said(true, UNREADABLE_REASONS[unreadable.kind])
      : said(
          false,
          `The key box ${unreadable.keyBoxCid} is no reason why ${unreadable.reader} could not read the package.`
        );
  }
  const found = await readForAnyone(place, edges, { ...options, maxBytes: place.spec.maxBytes });
  if (found.unreadable !== null) return sameFact(unreadable, found.unreadable, said);
  if (unreadable.kind !== 'no-entry') return said(false, `The package can be read: ${found.files.length} files.`);
  if (unreadable.packageCid !== place.submission.plainCid) return said(false, 'It names another package.');
  try {
    const rerun = await recomputeScore({ ...place, backend }, edges, options);
    if (rerun.status !== 'recomputed') return rerun;
    return said(false, `The package is an entry, which scores ${rerun.result.score}.`);
  } catch (thrown) {
    if (!(thrown instanceof AppError) || !place.mechanism.isEntryFault(thrown)) throw thrown;
    return said(true, `${UNREADABLE_REASONS['no-entry']} ${thrown.short}`);
  }
}

function sameFact(
  claimed: Unreadable,
  found: Unreadable,
  said: (holds: boolean, reason: string) => UnreadableOutcome
): UnreadableOutcome {
  const isSame = JSON.stringify(sorted(claimed)) === JSON.stringify(sorted(found));
  return said(
    isSame,
    isSame ? UNREADABLE_REASONS[found.kind] : `It says ${claimed.kind}; what is found is ${found.kind}.`
  );
}

const sorted = (fact: Unreadable) => Object.entries(fact).toSorted(([a], [b]) => (a < b ? -1 : 1));

/** A validator speaks of its own seal; a juror, of that of the validator whose report it judges. */
async function isOwnOrJudged(
  { validator }: ScoreReport,
  { reader }: BoxClaim,
  { request, submission }: ReportPlace,
  { chain }: Pick<ReaderEdges, 'chain'>
): Promise<boolean> {
  if (reader === validator.hotkey) return true;
  const [electors, challenges] = await Promise.all([chain.electors(request.id), chain.challenges(request.id)]);
  const keyOf = (seat: number) => electors[seat]?.hotkey;
  const [judge, accused] = [chain.publicKeyOf(validator.hotkey), chain.publicKeyOf(reader)];
  return challenges.some(
    ({ submissionIndex, accusedSeat, jurors, first }) =>
      submissionIndex === submission.index &&
      keyOf(accusedSeat) === accused &&
      [...jurors, ...(first?.jurors ?? [])].some(({ seat }) => keyOf(seat) === judge)
  );
}
