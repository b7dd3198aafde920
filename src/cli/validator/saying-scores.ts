// A validator is told each score as it is measured.
import type { ScoreRequestOptions } from '#lib/market/scoring/score-request.ts';
import { say } from '../say.ts';

export const sayingScores = (options: ScoreRequestOptions): ScoreRequestOptions => ({
  ...options,
  onMeasure: (submissionIndex) => say(`measuring submission ${submissionIndex} ...`),
  onScored: ({ submissionIndex, score, reason }) =>
    say(
      score === null
        ? `  no score for submission ${submissionIndex}: ${reason}`
        : `  score ${score.toFixed(4)}: ${reason}`
    )
});
