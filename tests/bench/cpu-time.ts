// Time that this process spent computing: on a busy machine the clock on the wall says little about one core's work.

/** Milliseconds of CPU that `work` took. */
export function cpuMs(work: () => void): number {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

export const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!;
