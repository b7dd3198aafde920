// What a validator signs: a few readable lines that pin the report's bytes and say where it belongs, to which market too since
// `assay/report/3`.
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { reportBytes } from './report-document.ts';
import type { ScoreReport } from './score-report.ts';

/** The text under the signature of `report`; the signature field itself is left out of the hash. */
export function reportStatement(report: ScoreReport): string {
  const { signature: _, ...unsigned } = report;
  return [
    'Assay score report',
    `format: ${report.format}`,
    `genesis: ${report.chain.genesisHash}`,
    ...(report.chain.market === undefined ? [] : [`market: ${report.chain.market}`]),
    `netuid: ${report.chain.netuid}`,
    `request: ${report.request.id}`,
    `submission: ${report.submission.index}`,
    `package: ${report.submission.packageCid}`,
    `score: ${report.result.score}`,
    ...(report.unreadable ? [`unreadable: ${report.unreadable.kind}`] : []),
    `report sha256: ${bytesToHex(sha256(reportBytes(unsigned)))}`
  ].join('\n');
}
