// A result as one object for programs: its evidence beside its other fields.
import type { Result } from '#lib/core/mechanism/result.ts';

export const flatResult = <Evidence extends object>({
  score,
  interval95,
  reason,
  protocol,
  gates,
  seeds,
  evidence
}: Result<Evidence>): Record<string, unknown> => ({ score, interval95, reason, protocol, gates, seeds, ...evidence });
