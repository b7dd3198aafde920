// Whether the sandbox works, for people at a terminal.
import type { SandboxHealth } from '#lib/core/validator/check-sandbox.ts';

export function healthLines({
  works,
  python,
  startMs,
  runMs,
  outputHash,
  expectedHash,
  fault
}: SandboxHealth): string[] {
  if (works)
    return [
      `the sandbox works: CPython ${python}, started in ${ms(startMs)}, ran in ${ms(runMs)}, wrote ${outputHash}.`
    ];
  return [
    `the sandbox does not work: ${fault}`,
    ...(outputHash === null ? [] : [`  it wrote ${outputHash}; expected was ${expectedHash}`])
  ];
}

const ms = (time: number | null): string => (time === null ? 'unknown time' : `${Math.round(time)} ms`);
