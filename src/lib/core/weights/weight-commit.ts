// A commit on its way, as it is kept on this machine: without its salt a commit by hash can never be revealed, and
// without its vector nobody can tell whether the chain took a timelocked one.
import * as v from 'valibot';

const U16 = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(65_535));
const BLOCK = v.pipe(v.number(), v.integer(), v.minValue(0));
const HEX = v.pipe(v.string(), v.regex(/^0x[0-9a-f]{64}$/));

const WEIGHT_COMMIT = v.object({
  kind: v.picklist(['commit-by-hash', 'timelocked']),
  genesisHash: HEX,
  /** Public key of the hotkey. */
  hotkey: HEX,
  netuid: U16,
  /** subtensor's mechid; kept under its older name. */
  mechanism: U16,
  uids: v.array(U16),
  values: v.array(U16),
  /** Empty for a timelocked commit. */
  salt: v.array(U16),
  /** u64 in decimal. */
  versionKey: v.pipe(v.string(), v.regex(/^\d{1,20}$/)),
  /** blake2b-256: of the weights and salt (by hash), or of the encrypted bytes (timelocked). It names the commit. */
  hash: HEX,
  commitEpoch: BLOCK,
  revealPeriodEpochs: BLOCK,
  firstRevealBlock: BLOCK,
  /** Round that opens it; null for a commit by hash. */
  round: v.nullable(BLOCK),
  /** Block it is in; null until the chain answered. */
  block: v.nullable(BLOCK),
  /** Block its reveal is in, by this program's transaction or seen on chain; null: none known. */
  revealedBlock: v.nullable(BLOCK)
});

export type WeightCommit = Omit<v.InferOutput<typeof WEIGHT_COMMIT>, 'mechanism'> & {
  mechid: number;
  genesisHash: `0x${string}`;
  hotkey: `0x${string}`;
  hash: `0x${string}`;
};

/** @returns null for anything that is not a commit this program wrote. */
export function parseWeightCommit(value: unknown): WeightCommit | null {
  const parsed = v.safeParse(WEIGHT_COMMIT, value);
  if (!parsed.success) return null;
  const { mechanism: mechid, ...commit } = parsed.output;
  return { ...commit, mechid } as WeightCommit;
}

/** A commit as it is kept. */
export const weightCommitDocument = ({ mechid, ...commit }: WeightCommit): Record<string, unknown> => ({
  ...commit,
  mechanism: mechid
});
