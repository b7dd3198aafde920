// What the command tells people goes to standard error; standard output is for results.
import type { Progress } from '#lib/core/long-call.ts';

export function say(text: string): void {
  console.error(text);
}

const LEAST_MS_BETWEEN_LINES = 1_000;

/** A progress listener: one line that moves on a terminal, a line a second and stage elsewhere. */
export function progressLines(): (progress: Progress) => void {
  let lastMs = 0;
  let lastStage = '';
  return ({ stage, done, total, values }) => {
    const nowMs = Date.now();
    if (stage === lastStage && nowMs - lastMs < LEAST_MS_BETWEEN_LINES) return;
    lastMs = nowMs;
    lastStage = stage;
    const share = total > 0 ? ` ${Math.round((done / total) * 100)} %` : '';
    const loss = values?.loss === undefined ? '' : ` loss ${values.loss.toFixed(3)}`;
    say(`  ${stage}${share}${loss}`);
  };
}

/** Prints the one JSON document of `--json`, bigints as decimal strings. */
export function printJson(value: unknown): void {
  process.stdout.write(
    `${JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'bigint' ? inner.toString() : inner), 2)}\n`
  );
}
