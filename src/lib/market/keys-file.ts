// The secrets of a browser or a machine as a file: `{ format: 'assay/keys/1', keys: { name: hex } }`, names as in core/benchmark/key-names.ts.
import * as v from 'valibot';
import { fromHex, toHex } from '../core/benchmark/hex.ts';
import { AppError } from '../core/error/app-error.ts';
import type { KeyVault } from '../store/key-vault.ts';

const FORMAT = 'assay/keys/1';
export const MAX_KEYS_FILE_BYTES = 1 << 20;
const NAME = v.pipe(v.string(), v.regex(/^(benchmark|sealing|package|reader):[0-9A-Za-z]{1,200}$/));
const SECRET = v.pipe(v.string(), v.regex(/^0x[0-9a-f]{64}$/));
const KeysFileSchema = v.strictObject({ format: v.literal(FORMAT), keys: v.record(NAME, SECRET) });

/** JSON text with every secret of the vault. */
export async function exportKeys(vault: KeyVault): Promise<string> {
  const names = (await vault.names()).toSorted();
  const secrets = await Promise.all(names.map((name) => vault.get(name)));
  const keys = Object.fromEntries(names.flatMap((name, i) => (secrets[i] ? [[name, toHex(secrets[i])]] : [])));
  return `${JSON.stringify({ format: FORMAT, keys }, null, 2)}\n`;
}

export interface ImportedKeys {
  added: string[];
  /** Held already, with the same secret. */
  known: string[];
  /** Held with another secret, which was kept. */
  refused: string[];
}

/** Adds what is missing and overwrites nothing. Throws AppError `keys/not-a-keys-file`, vault errors. */
export async function importKeys(text: string, vault: KeyVault): Promise<ImportedKeys> {
  const result: ImportedKeys = { added: [], known: [], refused: [] };
  for (const [name, secret] of Object.entries(parseKeysFile(text))) {
    const held = await vault.get(name);
    if (held) (toHex(held) === secret ? result.known : result.refused).push(name);
    else {
      await vault.put(name, fromHex(secret));
      result.added.push(name);
    }
  }
  return result;
}

function parseKeysFile(text: string): Record<string, string> {
  try {
    return v.parse(KeysFileSchema, JSON.parse(text)).keys;
  } catch (cause) {
    throw new AppError('keys/not-a-keys-file', 'This file holds no keys of Assay.', {
      hints: ['Choose a file that the page saved, or "assay market keys export".'],
      cause
    });
  }
}
