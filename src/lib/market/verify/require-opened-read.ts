// A score that was held against what other requests opened can be computed again where all of that can still be read.
import { AppError } from '../../core/error/app-error.ts';
import type { AnyMechanism } from '../../core/mechanism/mechanism.ts';
import { isPlaceIn, placeText } from '../../core/mechanism/opened-entries.ts';
import type { Result } from '../../core/mechanism/result.ts';

/** @throws AppError `verify/opened-out-of-reach` naming what the report read and the rerun could not. */
export function requireOpenedRead(
  claimed: Pick<Result, 'evidence'>,
  own: Pick<Result, 'evidence'>,
  { opened }: Pick<AnyMechanism, 'opened'>
): void {
  if (!opened) return;
  const { read } = opened.viewOf(claimed.evidence);
  const lacking = opened.viewOf(own.evidence).unread.filter((place) => isPlaceIn(place, read));
  if (lacking.length === 0) return;
  throw new AppError(
    'verify/opened-out-of-reach',
    `The report was held against what ${lacking.map(placeText).join('; ')} opened, which nobody gives here now.`,
    {
      hints: ['What does not depend on it agrees. Try again later: the score cannot be computed without it.'],
      details: { lacking: lacking.map(placeText) }
    }
  );
}
