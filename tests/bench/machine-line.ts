// On what a benchmark was measured, and when.
import { cpus, totalmem } from 'node:os';

/** One line that says on what and when something was measured. */
export function machineLine(): string {
  const [first] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  const date = new Date().toISOString().slice(0, 10);
  return `${first?.model.trim() ?? 'unknown processor'}, ${cpus().length} logical cores, ${memory} GiB; Node ${process.versions.node}; ${date}.`;
}
