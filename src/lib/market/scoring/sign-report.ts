// A validator's signature under its report.
import type { MarketChain } from '../../ports/market-chain.ts';
import type { SigningAccount } from '../../ports/signing-account.ts';
import { reportStatement } from '../../core/report/report-statement.ts';
import type { ScoreReport } from '../../core/report/score-report.ts';

/** @returns null when the user refuses. */
export async function signReport(
  report: ScoreReport,
  { chain, account }: { chain: MarketChain; account: SigningAccount }
): Promise<ScoreReport | null> {
  const signature = await chain.signStatement(account, reportStatement(report));
  return signature === null ? null : { ...report, signature };
}
