// The outcome of leaving rows out, in three lines.
import type { LeftOutComparison } from '#lib/core/influence/left-out-comparison.ts';

const OUTCOMES: Record<LeftOutComparison['outcome'], string> = {
  raised: 'Leaving them out raises the score.',
  kept: 'Leaving them out makes no difference beyond chance.',
  lowered: 'Leaving them out lowers the score.'
};

export function sayComparison({ lines, before, after, liftShareChange, outcome }: LeftOutComparison): void {
  console.log(`without ${lines.length} rows: score ${before.score.toFixed(4)} -> ${after.score.toFixed(4)}`);
  if (liftShareChange) {
    const [low, high] = liftShareChange.ci95.map((end) => end.toFixed(4));
    console.log(
      `  lift share ${liftShareChange.value >= 0 ? '+' : ''}${liftShareChange.value.toFixed(4)} (95 % ${low} to ${high})`
    );
  }
  console.log(`  ${OUTCOMES[outcome]}`);
}
