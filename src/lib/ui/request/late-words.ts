// What somebody has to do, or did not do, and what that costs: "uid 3 has to {what} by block 330, or {cost}" and "uid 3 did
// not {what} by block 330: {lost}".
import type { LateWork } from '../../market/request/late-work.ts';
import { formatTao } from '../../core/encoding/tao.ts';

export interface LateWords {
  what: string;
  cost: string;
  lost: string;
}

export function lateWords(work: LateWork): LateWords {
  switch (work.kind) {
    case 'reveal-submission': {
      const deposit = work.depositRao > 0n ? ` and its deposit of ${formatTao(work.depositRao)} TAO` : '';
      const what = `reveal submission ${work.submissionIndex}`;
      return { what, cost: `it loses its pay${deposit}`, lost: `it lost its pay${deposit}` };
    }
    case 'commit-scores': {
      const share = 'no points and no share';
      return { what: `commit scores of ${submissionsWords(work.submissions)}`, cost: `it has ${share}`, lost: share };
    }
    case 'reveal-scores':
      return {
        what: 'reveal its scores',
        cost: 'they do not count and it has no share',
        lost: 'they do not count, no share'
      };
    case 'commit-verdict':
    case 'reveal-verdict': {
      const verb = work.kind === 'commit-verdict' ? 'commit' : 'reveal';
      const part = 'no part of what the jury gets';
      return { what: `${verb} its verdict in challenge ${work.challengeId}`, cost: `it has ${part}`, lost: part };
    }
    case 'open-package':
    case 'deliver-key': {
      const done = work.kind === 'open-package' ? 'the package' : 'the key';
      const verb = work.kind === 'open-package' ? 'opened' : 'delivered';
      const cost = `its ${formatTao(work.shareRao, 4)} TAO can be forfeited`;
      return { what: `have ${done} of submission ${work.submissionIndex} ${verb}`, cost, lost: cost };
    }
    default:
      return work satisfies never;
  }
}

/** `submission 0`, `submissions 0, 1`. */
export const submissionsWords = (indices: readonly number[]): string =>
  `${indices.length === 1 ? 'submission' : 'submissions'} ${indices.join(', ')}`;
