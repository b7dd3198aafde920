// Measuring a submission for a score, a verdict or as evidence, and signing what came out.
import type { MarketRequest, MarketSubmission } from '#lib/core/market/market-state.ts';
import type { ScoreReport } from '#lib/core/report/score-report.ts';
import type { Backend } from '#lib/core/model/backend.ts';
import { ensureSealingKey } from '#lib/market/keys/ensure-sealing-key.ts';
import type { Scorer, Stopped } from '#lib/ports/market-edges.ts';
import { measureSubmission } from '#lib/market/scoring/measure-submission.ts';
import { requireMeasurer } from '#lib/market/scoring/require-measurer.ts';
import { signReport } from '#lib/market/scoring/sign-report.ts';
import { nodeScorer } from '../node-scorer.ts';
import { readChoice, readWhole } from '../read-input.ts';
import type { Sender } from './market-session.ts';

export const measureArguments = {
  backend: { type: 'string', default: 'native', description: 'wasm, webgpu or native' },
  threads: { type: 'string', description: 'Threads for wasm and native' }
} as const;

export interface Machine {
  backend: Backend;
  scorer: Scorer;
}

/** @throws AppError naming the option. */
export function readMachine({ backend, threads }: { backend: string; threads?: string }): Machine {
  return {
    backend: readChoice('backend', backend, ['wasm', 'webgpu', 'native'] as const),
    scorer: nodeScorer({ threads: threads === undefined ? undefined : readWhole('threads', threads, 1) })
  };
}

export async function measureSigned(
  place: { request: MarketRequest; submission: MarketSubmission; withoutEarlier?: readonly number[] },
  { backend, scorer }: Machine,
  sender: Sender
): Promise<{ status: 'measured'; report: ScoreReport } | Stopped> {
  const { chain, account, vault, randomBytes, options } = sender;
  await requireMeasurer(chain, place.request.id, account);
  const { secretKey } = await ensureSealingKey(chain, account, vault, randomBytes, options);
  const measured = await measureSubmission(
    { ...place, backend },
    { ...sender, scorer, sealingSecretKey: secretKey },
    options
  );
  if (measured.status !== 'measured') return measured;
  const report = await signReport(measured.report, { chain, account });
  return report === null ? { status: 'rejected' } : { status: 'measured', report };
}
