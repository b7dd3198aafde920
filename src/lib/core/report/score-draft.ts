// What a validator's commitment hides until its reveal, as it is kept on this machine: without it nothing can be revealed.
import * as v from 'valibot';
import { parseScoreReport } from './parse-score-report.ts';
import type { ScoreReport } from './score-report.ts';

const HEX32 = v.pipe(v.string(), v.regex(/^0x[0-9a-f]{64}$/));
const WHOLE = v.pipe(v.number(), v.integer(), v.minValue(0));

const SCORE_DRAFT = v.object({
  genesisHash: HEX32,
  marketAddress: v.pipe(v.string(), v.regex(/^0x[0-9a-fA-F]{40}$/)),
  requestId: WHOLE,
  /** null: the scores of a request; else a juror's verdict in this challenge. */
  challengeId: v.nullable(WHOLE),
  /** Public key of the validator's hotkey. */
  hotkey: HEX32,
  /** Signed, one a submission. */
  reports: v.array(v.unknown()),
  /** Set by the commit: what was hashed. */
  commit: v.nullable(
    v.object({
      commitment: HEX32,
      salt: HEX32,
      scoresPpm: v.array(WHOLE),
      /** Of the folder of reports, or of a juror's one report. */
      reportsCid: v.string()
    })
  )
});

export type ScoreDraft = Omit<v.InferOutput<typeof SCORE_DRAFT>, 'reports'> & {
  genesisHash: `0x${string}`;
  marketAddress: `0x${string}`;
  hotkey: `0x${string}`;
  reports: ScoreReport[];
  commit: { commitment: `0x${string}`; salt: `0x${string}`; scoresPpm: number[]; reportsCid: string } | null;
};

export type ScoreDraftPlace = Pick<
  ScoreDraft,
  'genesisHash' | 'marketAddress' | 'requestId' | 'challengeId' | 'hotkey'
>;

/** One draft a place: its name in every store. */
export const scoreDraftName = ({ genesisHash, marketAddress, requestId, challengeId, hotkey }: ScoreDraftPlace) =>
  [genesisHash, marketAddress.toLowerCase(), requestId, challengeId ?? 'scores', hotkey].join('-');

const utf8 = new TextEncoder();

/** @returns null for anything that is not a draft this program wrote. */
export function parseScoreDraft(value: unknown): ScoreDraft | null {
  const parsed = v.safeParse(SCORE_DRAFT, value);
  if (!parsed.success) return null;
  try {
    const reports = parsed.output.reports.map((report) => parseScoreReport(utf8.encode(JSON.stringify(report))));
    return { ...parsed.output, reports } as ScoreDraft;
  } catch {
    return null;
  }
}
