// What a miner made unreadable, as a report says it: a fact that others can check, and a score of 0. An outage is none.
import * as v from 'valibot';

const text = v.pipe(v.string(), v.minLength(1), v.maxLength(256));

export const UnreadableSchema = v.variant('kind', [
  /** What stands under the CID is no key box. */
  v.strictObject({ kind: v.literal('no-key-box'), keyBoxCid: text }),
  /** The box has no seal for the key that this reader had on chain since before the reveals. `reader`: SS58 of a validator. */
  v.strictObject({ kind: v.literal('not-sealed'), keyBoxCid: text, reader: text }),
  /** The reader's seal is not the one that follows from the package's key. */
  v.strictObject({ kind: v.literal('damaged-seal'), keyBoxCid: text, reader: text }),
  /** The reader's seal gives `gives`, whose hash is not the committed one. */
  v.strictObject({
    kind: v.literal('other-key'),
    keyBoxCid: text,
    reader: text,
    gives: v.pipe(v.string(), v.regex(/^0x[0-9a-f]{64}$/))
  }),
  /** The key does not give the committed package. */
  v.strictObject({ kind: v.literal('not-the-package'), sealedCid: text, packageCid: text }),
  /** The committed package is no entry of the request's mechanism. */
  v.strictObject({ kind: v.literal('no-entry'), packageCid: text })
]);

export type Unreadable = v.InferOutput<typeof UnreadableSchema>;

/** One that is about one reader's seal: others may be able to read the package. */
export type BoxClaim = Extract<Unreadable, { reader: string }>;

export const isBoxClaim = (unreadable: Unreadable | null | undefined): unreadable is BoxClaim =>
  unreadable != null && 'reader' in unreadable;

/** The sentence that stands as the reason of the score. */
export const UNREADABLE_REASONS: Record<Unreadable['kind'], string> = {
  'no-key-box': 'What the miner published as its key box is none, so nobody can read the package.',
  'not-sealed': 'The miner left this validator out of its key box.',
  'damaged-seal': "The miner's seal for this validator does not give the package's key.",
  'other-key': "The miner's seal for this validator gives another key than the committed one.",
  'not-the-package': 'The sealed bytes are not the package that the miner committed to.',
  'no-entry': 'The package is no submission to a request of this kind.'
};
