// The secrets of a browser or a machine as a file: `{ format: 'assay/keys/1', keys: { name: hex }, drafts: [...] }`, names as in
// core/sealing/key-names.ts; drafts are what score commits hide, core/report/score-draft.ts.
import * as v from 'valibot';
import { fromHex, toHex } from '../../core/encoding/hex.ts';
import { AppError } from '../../core/error/app-error.ts';
import { emptyScoreDraft, mergeScoreDrafts, parseScoreDraft, type ScoreDraft } from '../../core/report/score-draft.ts';
import { laterSealingKeyName } from '../../core/sealing/key-names.ts';
import { sealingPublicKey } from '../../core/sealing/sealing-key-pair.ts';
import type { KeyVault } from '../../ports/key-vault.ts';
import type { ScoreDraftStore } from '../../ports/score-draft-store.ts';

const FORMAT = 'assay/keys/1';
/** A draft carries its signed reports. */
export const MAX_KEYS_FILE_BYTES = 64 << 20;
const NAME = v.pipe(v.string(), v.regex(/^(benchmark|sealing|package|reader):[0-9A-Za-z]{1,200}$/));
const SECRET = v.pipe(v.string(), v.regex(/^0x[0-9a-f]{64}$/));
const KeysFileSchema = v.strictObject({
  format: v.literal(FORMAT),
  keys: v.record(NAME, SECRET),
  drafts: v.optional(v.array(v.unknown()), [])
});

export interface SecretStores {
  vault: KeyVault;
  drafts: ScoreDraftStore;
}

/** JSON text with every secret of the vault and every draft. */
export async function exportKeys({ vault, drafts }: SecretStores): Promise<string> {
  const names = (await vault.names()).toSorted();
  const secrets = await Promise.all(names.map((name) => vault.get(name)));
  const keys = Object.fromEntries(names.flatMap((name, i) => (secrets[i] ? [[name, toHex(secrets[i])]] : [])));
  return `${JSON.stringify({ format: FORMAT, keys, drafts: await drafts.list() }, null, 2)}\n`;
}

/** How a draft is called beside the names of keys. */
const draftName = ({ requestId, challengeId }: ScoreDraft): string =>
  challengeId === null ? `scores:${requestId}` : `verdict:${requestId}/${challengeId}`;

export interface ImportedKeys {
  added: string[];
  /** Held already, with the same secret. */
  known: string[];
  /** Held with another secret, which was kept. */
  refused: string[];
}

/** Adds what is missing and overwrites nothing. Throws AppError `keys/not-a-keys-file`, vault errors. */
export async function importKeys(text: string, { vault, drafts }: SecretStores): Promise<ImportedKeys> {
  const result: ImportedKeys = { added: [], known: [], refused: [] };
  const file = parseKeysFile(text);
  for (const [name, secret] of Object.entries(file.keys)) {
    const free = await placeFor(name, secret, vault);
    if (free === null) result.refused.push(name);
    else if (await vault.get(free)) result.known.push(name);
    else {
      await vault.put(free, fromHex(secret));
      result.added.push(name);
    }
  }
  for (const draft of file.drafts) {
    const held = (await drafts.get(draft)) ?? emptyScoreDraft(draft);
    const isKnown = JSON.stringify(mergeScoreDrafts(held, draft)) === JSON.stringify(held);
    if (!isKnown) await drafts.update(draft, (kept) => mergeScoreDrafts(kept, draft));
    (isKnown ? result.known : result.added).push(draftName(draft));
  }
  return result;
}

/**
 * Where a secret of the file goes, or is already; null where another one is kept under its name. A sealing key goes beside the
 * one that is here: each opens what was sealed to it.
 */
async function placeFor(name: string, secret: string, vault: KeyVault): Promise<string | null> {
  const isFree = async (place: string) => {
    const held = await vault.get(place);
    return held === null || toHex(held) === secret;
  };
  if (await isFree(name)) return name;
  const hotkey = /^sealing:(0x[0-9a-f]{64})$/.exec(name)?.[1];
  if (hotkey === undefined) return null;
  const beside = laterSealingKeyName(hotkey, toHex(sealingPublicKey(fromHex(secret))));
  return (await isFree(beside)) ? beside : null;
}

function parseKeysFile(text: string): { keys: Record<string, string>; drafts: ScoreDraft[] } {
  try {
    const { keys, drafts } = v.parse(KeysFileSchema, JSON.parse(text));
    const parsed = drafts.map(parseScoreDraft);
    if (parsed.includes(null)) throw new Error('A draft of the file is none.');
    return { keys, drafts: parsed.filter((draft) => draft !== null) };
  } catch (cause) {
    throw new AppError('keys/not-a-keys-file', 'This file holds no keys of Assay.', {
      hints: ['Choose a file that the page saved, or "assay market keys export".'],
      cause
    });
  }
}
