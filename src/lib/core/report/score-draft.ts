// What a validator measured and what its commitments hide until their reveal, as kept on this machine: a commitment whose opening
// is lost can never be revealed.
import * as v from 'valibot';
import { parseScoreReport } from './parse-score-report.ts';
import { reportDocument } from './report-document.ts';
import type { ScoreReport } from './score-report.ts';

type Hex = `0x${string}`;

const HEX32 = v.custom<Hex>((value) => typeof value === 'string' && /^0x[0-9a-f]{64}$/.test(value));
const ADDRESS = v.custom<Hex>((value) => typeof value === 'string' && /^0x[0-9a-fA-F]{40}$/.test(value));
const WHOLE = v.pipe(v.number(), v.integer(), v.minValue(0));

const SCORE_COMMIT = v.object({
  commitment: HEX32,
  salt: HEX32,
  scoresPpm: v.array(WHOLE),
  reportsCid: v.string(),
  /** The folder of that CID, as it was hashed. */
  files: v.array(v.object({ path: v.string(), text: v.string() }))
});

const SCORE_DRAFT = v.object({
  genesisHash: HEX32,
  marketAddress: ADDRESS,
  requestId: WHOLE,
  /** null: the scores of a request; else a juror's verdict in this challenge. */
  challengeId: v.nullable(WHOLE),
  /** Public key of the validator's hotkey. */
  hotkey: HEX32,
  /** Measured, one a submission. */
  reports: v.array(v.unknown()),
  /** Every commit that was sent or tried, the latest last: any of them may be the one that the chain took. */
  commits: v.array(SCORE_COMMIT)
});

export type ScoreCommit = v.InferOutput<typeof SCORE_COMMIT>;
export type ScoreDraft = Omit<v.InferOutput<typeof SCORE_DRAFT>, 'reports'> & { reports: ScoreReport[] };
export type ScoreDraftPlace = Pick<
  ScoreDraft,
  'genesisHash' | 'marketAddress' | 'requestId' | 'challengeId' | 'hotkey'
>;

/** One draft a place: its name in every store. */
export const scoreDraftName = ({ genesisHash, marketAddress, requestId, challengeId, hotkey }: ScoreDraftPlace) =>
  [genesisHash, marketAddress.toLowerCase(), requestId, challengeId ?? 'scores', hotkey].join('-');

export const emptyScoreDraft = ({
  genesisHash,
  marketAddress,
  requestId,
  challengeId,
  hotkey
}: ScoreDraftPlace): ScoreDraft => ({
  genesisHash,
  marketAddress,
  requestId,
  challengeId,
  hotkey,
  reports: [],
  commits: []
});

/** The report takes the place of an earlier one on the same submission; what was committed stays as it was. */
export function withReport(draft: ScoreDraft, report: ScoreReport): ScoreDraft {
  const others = draft.reports.filter(({ submission }) => submission.index !== report.submission.index);
  return { ...draft, reports: [...others, report] };
}

export function withCommit(draft: ScoreDraft, commit: ScoreCommit): ScoreDraft {
  return findCommit(draft, commit.commitment) ? draft : { ...draft, commits: [...draft.commits, commit] };
}

export function findCommit(draft: ScoreDraft | null, commitment: string | null): ScoreCommit | null {
  return draft?.commits.find((commit) => commit.commitment === commitment) ?? null;
}

/** All that either holds; of two reports on one submission the first's. */
export function mergeScoreDrafts(first: ScoreDraft, second: ScoreDraft): ScoreDraft {
  const isNew = ({ submission }: ScoreReport) =>
    first.reports.every((report) => report.submission.index !== submission.index);
  const merged = { ...first, reports: [...first.reports, ...second.reports.filter(isNew)] };
  return second.commits.reduce(withCommit, merged);
}

/** A draft as it is kept: reports in the form in which they are read again. */
export const scoreDraftDocument = (draft: ScoreDraft): Record<string, unknown> => ({
  ...draft,
  reports: draft.reports.map(reportDocument)
});

const utf8 = new TextEncoder();

/**
 * Reports that cannot be read are left out: they can be measured again. Commits cannot, and are kept as they are.
 * @returns null for anything that is not a draft this program wrote.
 */
export function parseScoreDraft(value: unknown): ScoreDraft | null {
  const parsed = v.safeParse(SCORE_DRAFT, value);
  if (!parsed.success) return null;
  return { ...parsed.output, reports: parsed.output.reports.flatMap(readReport) };
}

function readReport(report: unknown): ScoreReport[] {
  try {
    return [parseScoreReport(utf8.encode(JSON.stringify(report)))];
  } catch {
    return [];
  }
}
