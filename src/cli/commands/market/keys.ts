// `assay market keys`: the secrets of this machine as one JSON file that only its user can read, out and in again.
import { defineCommand } from 'citty';
import { chmod, rename, stat, writeFile } from 'node:fs/promises';
import * as v from 'valibot';
import { AppError } from '#lib/core/error/app-error.ts';
import { fromHex, toHex } from '#lib/core/benchmark/hex.ts';
import { createFileKeyVault } from '#lib/store/file-key-vault.ts';
import { agreed } from '../../confirm-cost.ts';
import { edgeArguments } from '../../connect-market.ts';
import { dataFolder, keysFolder } from '../../data-folder.ts';
import { readInput } from '../../read-input.ts';
import { printJson, say } from '../../say.ts';

const FORMAT = 'assay/keys/1';
const MAX_BYTES = 16 << 20;

const KeysFile = v.object({
  format: v.literal(FORMAT),
  keys: v.record(v.string(), v.pipe(v.string(), v.regex(/^0x([0-9a-f]{2})+$/)))
});

const fileArgument = {
  file: { type: 'positional', required: true, description: 'JSON file' },
  data: edgeArguments.data,
  json: edgeArguments.json
} as const;

const exportKeys = (signal: AbortSignal) =>
  defineCommand({
    meta: { name: 'export', description: 'Write all keys of this machine into a file' },
    args: {
      ...fileArgument,
      yes: { type: 'boolean', default: false, description: 'Replace a file that is there, without asking' }
    },
    async run({ args }) {
      const vault = createFileKeyVault(keysFolder(dataFolder(args.data)));
      const names = await vault.names();
      const keys: Record<string, string> = {};
      for (const name of names) keys[name] = toHex((await vault.get(name))!);
      const isThere = await stat(args.file).then(
        () => true,
        () => false
      );
      if (isThere && !args.yes && !(await agreed(`${args.file} is there already. Replace it?`, signal))) return;
      const temporary = `${args.file}.new`;
      await writeFile(temporary, `${JSON.stringify({ format: FORMAT, keys }, null, 2)}\n`, { mode: 0o600 });
      await chmod(temporary, 0o600);
      await rename(temporary, args.file);
      if (args.json) printJson({ file: args.file, keys: names });
      else say(`${names.length} keys in ${args.file}. Whoever has this file has them: keep it as you keep a wallet.`);
    }
  });

const importKeys = () =>
  defineCommand({
    meta: { name: 'import', description: 'Take keys out of a file; a key that is here already is never replaced' },
    args: fileArgument,
    async run({ args }) {
      const { keys } = parseKeys(await readInput(args.file, MAX_BYTES), args.file);
      const vault = createFileKeyVault(keysFolder(dataFolder(args.data)));
      const known = new Set(await vault.names());
      const taken: string[] = [];
      const differ: string[] = [];
      for (const [name, hex] of Object.entries(keys)) {
        const here = known.has(name) ? await vault.get(name) : null;
        if (here) {
          if (toHex(here) !== hex) differ.push(name);
          continue;
        }
        await vault.put(name, fromHex(hex as `0x${string}`));
        taken.push(name);
      }
      if (differ.length > 0)
        throw new AppError('input/other-key', `Another key is kept here under ${differ.join(', ')}; it stays.`, {
          hints: [`The ${taken.length} other new keys were taken.`, 'Use another --data folder for those of the file.'],
          details: { names: differ }
        });
      if (args.json) printJson({ file: args.file, taken });
      else say(`${taken.length} new keys, ${Object.keys(keys).length - taken.length} were here already.`);
    }
  });

/** @throws AppError `input/not-keys`. */
function parseKeys(bytes: Uint8Array, file: string): v.InferOutput<typeof KeysFile> {
  try {
    return v.parse(KeysFile, JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
  } catch (cause) {
    throw new AppError('input/not-keys', `${file} is not a file that "assay market keys export" wrote.`, { cause });
  }
}

export const keysCommand = (signal: AbortSignal) =>
  defineCommand({
    meta: { name: 'keys', description: 'Keys of packages, benchmarks and seals on this machine' },
    subCommands: { export: exportKeys(signal), import: importKeys() }
  });
