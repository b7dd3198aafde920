// `assay market keys`: the secrets of this machine as one JSON file that only its user can read, out and in again; the page reads and
// writes the same file.
import { defineCommand } from 'citty';
import { stat } from 'node:fs/promises';
import { AppError } from '#lib/core/error/app-error.ts';
import { ensureSealingKey } from '#lib/market/keys/ensure-sealing-key.ts';
import { sealingSecrets } from '#lib/market/keys/sealing-secrets.ts';
import { requireValidator } from '#lib/market/request/account-neuron.ts';
import { exportKeys, importKeys, MAX_KEYS_FILE_BYTES } from '#lib/market/keys/keys-file.ts';
import { createFileKeyVault } from '#lib/store/file-key-vault.ts';
import { createFileScoreDrafts } from '#lib/store/file-score-drafts.ts';
import { replaceFile } from '#lib/store/replace-file.ts';
import { agreed } from '../../confirm-cost.ts';
import { edgeArguments } from '../../connect-market.ts';
import { dataFolder, keysFolder, scoreDraftsFolder } from '../../data-folder.ts';
import { EXIT } from '../../exit-code.ts';
import { readInput } from '../../read-input.ts';
import { printJson, say } from '../../say.ts';
import { asSender, senderArguments } from '../../session/market-session.ts';

const fileArguments = {
  file: { type: 'positional', required: true, description: 'JSON file' },
  data: edgeArguments.data,
  json: edgeArguments.json
} as const;

const storesOf = (data: string | undefined) => ({
  vault: createFileKeyVault(keysFolder(dataFolder(data))),
  drafts: createFileScoreDrafts(scoreDraftsFolder(dataFolder(data)))
});

const exportCommand = (signal: AbortSignal) =>
  defineCommand({
    meta: { name: 'export', description: 'Write all keys of this machine into a file' },
    args: {
      ...fileArguments,
      yes: { type: 'boolean', default: false, description: 'Replace a file that is there, without asking' }
    },
    async run({ args }) {
      const isThere = await stat(args.file).then(
        () => true,
        () => false
      );
      if (isThere && !args.yes && !(await agreed(`${args.file} is there already. Replace it?`, signal))) {
        process.exitCode = EXIT.failed;
        return say('nothing was written.');
      }
      const stores = storesOf(args.data);
      await replaceFile(args.file, await exportKeys(stores), 0o600);
      const keys = await stores.vault.names();
      const drafts = (await stores.drafts.list()).length;
      if (args.json) printJson({ file: args.file, keys, drafts });
      else
        say(
          `${keys.length} keys and ${drafts} score drafts in ${args.file}. Whoever has this file has them: keep it as you keep a wallet.`
        );
    }
  });

const importCommand = () =>
  defineCommand({
    meta: { name: 'import', description: 'Take keys out of a file; a key that is here already is never replaced' },
    args: fileArguments,
    async run({ args }) {
      const text = new TextDecoder().decode(await readInput(args.file, MAX_KEYS_FILE_BYTES));
      const { added, known, refused } = await importKeys(text, storesOf(args.data));
      if (args.json) printJson({ file: args.file, added, known, refused });
      else say(`${added.length} new keys, ${known.length} were here already.`);
      if (refused.length > 0)
        throw new AppError('keys/other-key', `Another key is kept here under ${refused.join(', ')}; it stays.`, {
          hints: [
            'The other keys were taken.',
            "Give --data FOLDER to keep the file's keys beside those that are here."
          ],
          details: { names: refused }
        });
    }
  });

const rotateCommand = (signal: AbortSignal) =>
  defineCommand({
    meta: {
      name: 'rotate',
      description: 'Publish a new sealing key, as a validator; earlier ones stay here, to read with'
    },
    args: senderArguments,
    run: ({ args }) =>
      asSender(args, signal, async ({ chain, account, vault, randomBytes, options }) => {
        requireValidator(await chain.metagraph(), account);
        const { published, expiresBlock } = await ensureSealingKey(chain, account, vault, randomBytes, {
          ...options,
          renew: 'now'
        });
        if (!published) return { status: 'rejected' as const };
        const kept = (await sealingSecrets(vault, account.publicKey)).length;
        return {
          status: 'published' as const,
          expiresBlock,
          kept,
          says: `a new sealing key stands until block ${expiresBlock}; ${kept} are kept here, and each opens what was sealed to it. Save them: assay market keys export FILE`
        };
      })
  });

export const keysCommand = (signal: AbortSignal) =>
  defineCommand({
    meta: { name: 'keys', description: 'Keys of packages, benchmarks and seals on this machine' },
    subCommands: { export: exportCommand(signal), import: importCommand(), rotate: rotateCommand(signal) }
  });
