// What a report says, held against the chain and its signature, statement by statement.
import type { MarketRequest, MarketSubmission } from '../../core/market/market-state.ts';
import type { AnyMechanism } from '../../core/mechanism/mechanism.ts';
import { submissionSeeds } from '../../core/mechanism/submission-seeds.ts';
import { toPpm } from '../../core/mechanism/score-ppm.ts';
import { reportStatement } from '../../core/report/report-statement.ts';
import type { RequestSpec } from '../../core/request/request-spec.ts';
import type { ScoreReport } from '../../core/report/score-report.ts';
import type { MarketChain } from '../../ports/market-chain.ts';

/** One statement of the report. */
export interface ReportCheck {
  name:
    'chain' | 'market' | 'request' | 'submission' | 'seeds' | 'signature' | 'score on chain' | 'earlier submissions';
  /** null: could not be decided. */
  pass: boolean | null;
  evidence: string;
}

/** What a report is about, as the chain has it. */
export interface ReportPlace {
  request: MarketRequest;
  submission: MarketSubmission;
}

export interface CheckReportEdges {
  chain: MarketChain;
  /** Whether `signature` over `text` is by the key behind the SS58 address. */
  verifySignature: (text: string, signature: string, hotkey: string) => Promise<boolean>;
}

/** The submission that a report names; null where the chain has none such. Throws chain errors. */
export async function findReportPlace(
  report: ScoreReport,
  chain: CheckReportEdges['chain']
): Promise<ReportPlace | null> {
  const id = Number(report.request.id);
  if (!Number.isInteger(id) || id < 0 || id >= (await chain.requestCount())) return null;
  const [request, submissions] = await Promise.all([chain.request(id), chain.submissions(id)]);
  const submission = submissions[report.submission.index];
  return submission ? { request, submission } : null;
}

/** Why a report cannot be of its request, whatever its numbers; null where its mechanism is the request's. */
export function otherMechanism({ result }: ScoreReport, { mechanism }: Pick<RequestSpec, 'mechanism'>): string | null {
  if (result.mechanism === mechanism) return null;
  return `The report measures by ${result.mechanism}, the request asks for ${mechanism}.`;
}

/** Why a report cannot be of its request, whatever its numbers; null where its measure is that of the request. */
export function otherProtocol({ result }: ScoreReport, wanted: string): string | null {
  if (result.protocol === wanted) return null;
  return `The report was computed by ${result.protocol}, the request is scored by ${wanted}.`;
}

/**
 * @param place null where the chain has no such submission: then only chain and signature are looked at
 * @param mechanism of the report's result: how many seeds it takes
 */
export async function checkReport(
  report: ScoreReport,
  place: ReportPlace | null,
  mechanism: Pick<AnyMechanism, 'seeds'>,
  { chain, verifySignature }: CheckReportEdges
): Promise<ReportCheck[]> {
  const { genesisHash, marketAddress } = chain.identity();
  const isThisChain = report.chain.genesisHash === genesisHash;
  const isSigned = await verifySignature(reportStatement(report), report.signature ?? '', report.validator.hotkey);
  const checks: ReportCheck[] = [
    {
      name: 'chain',
      pass: isThisChain,
      evidence: `Genesis ${report.chain.genesisHash}${isThisChain ? '' : `, but this chain's is ${genesisHash}`}.`
    },
    checkMarket(report, marketAddress),
    {
      name: 'signature',
      pass: isSigned,
      evidence: `The signature of ${report.validator.hotkey} is ${isSigned ? 'right' : 'wrong'}.`
    }
  ];
  if (!isThisChain) return checks;
  if (place !== null) return [...checks, ...checkPlace(report, place, mechanism, chain)];
  const evidence = `The chain has no submission ${report.submission.index} to request ${report.request.id}.`;
  return [...checks, { name: 'request', pass: false, evidence }];
}

/** Reports before `assay/report/3` name no market: another one of the same chain could have a submission like theirs. */
function checkMarket({ format, chain }: ScoreReport, marketAddress: string): ReportCheck {
  if (chain.market === undefined)
    return { name: 'market', pass: null, evidence: `The statement names no market: ${format} does not.` };
  const pass = chain.market === marketAddress.toLowerCase();
  return {
    name: 'market',
    pass,
    evidence: `Market ${chain.market}${pass ? '' : `, but this one is ${marketAddress}`}.`
  };
}

function checkPlace(
  report: ScoreReport,
  { request, submission }: ReportPlace,
  mechanism: Pick<AnyMechanism, 'seeds'>,
  chain: CheckReportEdges['chain']
): ReportCheck[] {
  const { seed, seedBlock } = request;
  const place = { requestId: request.id, index: submission.index };
  const seeds = seed === null ? [] : submissionSeeds(chain.identity(), { ...place, seed }, mechanism.seeds);
  const checks: ReportCheck[] = [
    {
      name: 'request',
      pass:
        report.request.id === String(request.id) &&
        report.request.cid === request.specCid &&
        report.benchmark.commitment === request.benchmarkCommitment,
      evidence: `Request ${request.id}: ${request.specCid}, benchmark ${request.benchmarkCommitment}.`
    },
    {
      name: 'submission',
      pass:
        report.submission.index === submission.index &&
        report.submission.packageCid === submission.plainCid &&
        report.submission.miner === submission.hotkey,
      evidence: `Submission ${submission.index}: ${submission.plainCid} by ${submission.hotkey}.`
    },
    {
      name: 'seeds',
      pass:
        report.seedBlock.number === seedBlock &&
        report.seedBlock.hash === seed &&
        String(report.result.seeds) === String(seeds),
      evidence: `Block ${seedBlock} gave the request the seed ${seed}, and that the seeds ${seeds.join(', ')}.`
    },
    scoreOnChain(report, submission, chain)
  ];
  if (!report.earlierUnread) return checks;
  const evidence = `By its own word it was measured without submission ${report.earlierUnread.join(', ')}, as it is here: copies from there count.`;
  return [...checks, { name: 'earlier submissions', pass: null, evidence }];
}

function scoreOnChain(
  report: ScoreReport,
  submission: MarketSubmission,
  chain: CheckReportEdges['chain']
): ReportCheck {
  const hotkey = chain.publicKeyOf(report.validator.hotkey);
  const onChain = submission.scores.find((score) => score.hotkey === hotkey);
  if (!onChain)
    return {
      name: 'score on chain',
      pass: null,
      evidence: `${report.validator.hotkey} has put no score for it on chain.`
    };
  return {
    name: 'score on chain',
    pass: onChain.scorePpm === toPpm(report.result.score),
    evidence: `Seat ${onChain.seat} put ${onChain.scorePpm / 1e6} on chain, block ${onChain.block}.`
  };
}
