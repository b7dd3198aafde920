// `assay verify REPORT`: anyone's check of a validator's report against chain and content, with the score computed again; or of
// a result that `assay score --json` printed, against the files it was computed from.
import { defineCommand } from 'citty';
import { verifyStatement } from '#lib/chain/wallet/sign-statement.ts';
import { AppError } from '#lib/core/error/app-error.ts';
import { compareLiftResults } from '#lib/core/lift/compare-lift-results.ts';
import {
  type ComparedValue,
  type ResultComparison,
  type ComparisonOutcome
} from '#lib/core/mechanism/compared-values.ts';
import { MAX_REPORT_BYTES } from '#lib/core/report/parse-score-report.ts';
import type { ScoreReport } from '#lib/core/report/score-report.ts';
import type { LiftResult } from '#lib/core/lift/lift-evidence.ts';
import type { Backend } from '#lib/core/model/backend.ts';
import { parseRowsSpec } from '#lib/core/request/parse-rows-body.ts';
import type { ReportCheck } from '#lib/market/verify/check-report.ts';
import { fetchReport, readReport } from '#lib/market/verify/read-report.ts';
import { verifyReport } from '#lib/market/verify/verify-report.ts';
import { liftTask } from '#lib/core/lift/lift-input.ts';
import type { Cancelled, Result } from '#lib/core/mechanism/result.ts';
import { createFileKeyVault } from '#lib/store/file-key-vault.ts';
import { alignColumns } from '../align-columns.ts';
import { chainArguments, connectMarket, edgeArguments, type ConnectedMarket } from '../connect-market.ts';
import { dataFolder, keysFolder } from '../data-folder.ts';
import { EXIT } from '../exit-code.ts';
import { nodeScorer } from '../node-scorer.ts';
import { oneLine } from '../one-line.ts';
import { parseLiftResultJson } from '../mechanism/lift/parse-lift-result-json.ts';
import { readChoice, readInput, readWhole } from '../read-input.ts';
import { printJson, progressLines, say } from '../say.ts';
import { cliMechanism } from '../mechanisms.ts';

interface Verified {
  outcome: ComparisonOutcome;
  reason: string;
  checks: ReportCheck[];
  /** null where no model ran. */
  claimedBackend: Backend | null;
  own: Result | null;
  comparison: ResultComparison | null;
}

interface Rerun {
  backend: Backend | 'auto';
  threads: number | undefined;
  /** Folder for state and keys. */
  state: string | undefined;
  signal: AbortSignal;
}

const OUTCOME_WORDS: Record<ComparisonOutcome, string> = {
  equal: 'EQUAL',
  'within-tolerance': 'WITHIN TOLERANCE',
  refuted: 'REFUTED'
};

export const verify = (signal: AbortSignal) =>
  defineCommand({
    meta: { name: 'verify', description: 'Compute a reported score again and compare' },
    args: {
      report: {
        type: 'positional',
        required: true,
        description:
          "Report (file, or CID of a validator's reports), or a result that assay score --json printed (file)"
      },
      ...chainArguments,
      gateway: edgeArguments.gateway,
      json: edgeArguments.json,
      submission: { type: 'string', description: 'For a CID: which submission, where it holds several reports' },
      state: edgeArguments.data,
      request: { type: 'string', description: 'For a result: request document (JSON)' },
      data: { type: 'string', description: 'For a result: rows that were scored (JSONL)' },
      benchmark: { type: 'string', description: 'For a result: benchmark rows (JSONL)' },
      backend: { type: 'string', default: 'auto', description: 'wasm, webgpu, native or auto (as reported)' },
      threads: { type: 'string', description: 'Threads for wasm and native' }
    },
    async run({ args }) {
      const rerun: Rerun = {
        backend: readChoice('backend', args.backend, ['auto', 'wasm', 'webgpu', 'native'] as const),
        threads: args.threads === undefined ? undefined : readWhole('threads', args.threads, 1),
        state: args.state,
        signal
      };
      const { request, data, benchmark } = args;
      const isLocal = request !== undefined || data !== undefined || benchmark !== undefined;
      const verified = isLocal
        ? await verifyLocally(args.report, requireAll({ request, data, benchmark }), rerun)
        : await verifyOnChain(args, rerun);
      if (verified === null) return;
      const { own } = verified;
      const face = own && (await cliMechanism(own.mechanism));
      if (args.json) printJson({ ...verified, own: face && face.resultJson(own!) });
      else print(verified, face && face.backendOf(own!));
      if (verified.outcome === 'refuted') process.exitCode = EXIT.failed;
    }
  });

type LocalFiles = Record<'request' | 'data' | 'benchmark', string>;

/** @throws AppError `input/missing-option`. */
function requireAll(files: Partial<LocalFiles>): LocalFiles {
  for (const [option, path] of Object.entries(files))
    if (path === undefined)
      throw new AppError('input/missing-option', `--${option} is missing: a result is checked against its files.`, {
        hints: ['Give --request, --data and --benchmark, or none of them to check a report on a chain.'],
        details: { option }
      });
  return files as LocalFiles;
}

/** null when interrupted. */
async function verifyLocally(path: string, files: LocalFiles, rerun: Rerun): Promise<Verified | null> {
  const claimed = parseLiftResultJson(await readInput(path));
  const request = parseRowsSpec(await readInput(files.request));
  // A draft names no measure: then the one that the result was computed by.
  const spec =
    request.benchmark === undefined ? { ...request, protocol: request.protocol ?? claimed.protocol } : request;
  const [data, benchmark] = await Promise.all([readInput(files.data), readInput(files.benchmark)]);
  const { backend: claimedBackend } = claimed.evidence;
  const own = (await nodeScorer({ threads: rerun.threads, data: rerun.state }).measure(
    liftTask({ spec, data, benchmark, seeds: claimed.seeds }),
    { backend: backendFor(claimedBackend, rerun), signal: rerun.signal, onProgress: progressLines() }
  )) as LiftResult | Cancelled;
  if ('cancelled' in own) return null;
  const comparison = compareLiftResults(claimed, own);
  const { outcome, reason } = comparison;
  return { outcome, reason, checks: [], claimedBackend, own, comparison };
}

/** null when interrupted. */
async function verifyOnChain(
  args: { report: string; submission?: string; chain: string; gateway: string; state?: string },
  rerun: Rerun
): Promise<Verified | null> {
  const { signal } = rerun;
  const market = await connectMarket({ ...args, signal });
  try {
    const report = isCid(args.report)
      ? await fetchFrom(market, args, signal)
      : await readReport(await readInput(args.report, MAX_REPORT_BYTES), market);
    const claimedBackend = report.unreadable
      ? null
      : (await cliMechanism(report.result.mechanism)).backendOf(report.result);
    const result = await verifyReport(
      { report, backend: backendFor(claimedBackend, rerun) },
      {
        ...market,
        scorer: nodeScorer({ threads: rerun.threads, data: rerun.state }),
        vault: createFileKeyVault(keysFolder(dataFolder(args.state))),
        verifySignature: async (...signed) => verifyStatement(...signed)
      },
      { signal, onProgress: progressLines() }
    );
    if (result.status !== 'verified') return null;
    const { outcome, reason, checks, own, comparison } = result;
    return { outcome, reason, checks, claimedBackend, own, comparison };
  } finally {
    await market.stop();
  }
}

/** @throws AppError `input/missing-option` where the folder holds several reports, or the one asked for is not in it. */
async function fetchFrom(
  market: ConnectedMarket,
  { report, submission }: { report: string; submission?: string },
  signal: AbortSignal
): Promise<ScoreReport> {
  if (submission !== undefined)
    return fetchReport(
      market,
      { reportsCid: report, submissionIndex: readWhole('submission', submission) },
      { signal }
    );
  const indexes = (await market.content.listFolder(report, { signal })).flatMap(({ path }) => {
    const index = /^report-(\d+)\.json$/.exec(path)?.[1];
    return index === undefined ? [] : Number(index);
  });
  if (indexes.length === 1)
    return fetchReport(market, { reportsCid: report, submissionIndex: indexes[0]! }, { signal });
  throw new AppError('input/missing-option', `--submission is missing: ${report} has ${indexes.length} reports.`, {
    hints: indexes.length === 0 ? [] : [`It has those on submissions ${indexes.sort((a, b) => a - b).join(', ')}.`],
    details: { option: 'submission' }
  });
}

/** The reported backend can give the same bits; a GPU's cannot be had everywhere. */
const backendFor = (claimed: Backend | null, { backend }: Rerun): Backend =>
  backend !== 'auto' ? backend : claimed === 'webgpu' ? 'wasm' : (claimed ?? 'native');

const isCid = (text: string): boolean => /^(baf|Qm)[A-Za-z0-9]{40,}$/.test(text);

function print({ outcome, reason, checks, claimedBackend, comparison }: Verified, ownBackend: Backend | null): void {
  say('');
  console.log(`${OUTCOME_WORDS[outcome]}  ${oneLine(reason, 400)}`);
  for (const { pass, name, evidence } of checks)
    console.log(`  ${pass === true ? 'yes ' : pass === false ? 'NO  ' : 'open'}  ${name}: ${evidence}`);
  if (!comparison) return;
  const on = (backend: Backend | null) => (backend === null ? '' : ` (${backend})`);
  const rows = [
    ['', `reported${on(claimedBackend)}`, `here${on(ownBackend)}`, 'difference', ''],
    ...comparison.values
      .filter(isWorthALine)
      .map((value) => [
        oneLine(value.unit ? `${value.name}, ${value.unit}` : value.name),
        oneLine(shown(value.claimed)),
        oneLine(shown(value.own)),
        value.difference === null || value.difference === 0 ? '' : value.difference.toExponential(1),
        agreement(value)
      ])
  ];
  for (const line of alignColumns(rows)) console.log(`  ${line}`);
}

/** Gates that agree, and there are many, say nothing. */
const isWorthALine = ({ name, agrees }: ComparedValue): boolean => !agrees || !/^(gate|rows left out by) /.test(name);

const LONGEST_NAME = 24;

const shown = (value: ComparedValue['own']): string =>
  typeof value === 'string' && value.length > LONGEST_NAME
    ? `${value.slice(0, 12)}…${value.slice(-8)}`
    : value === null
      ? '-'
      : typeof value === 'number' && !Number.isInteger(value)
        ? value.toFixed(6)
        : String(value);

const agreement = ({ claimed, own, agrees }: ComparedValue): string =>
  claimed === own ? 'equal' : agrees ? 'within tolerance' : 'DIFFERS';
