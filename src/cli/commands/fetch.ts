// `assay fetch CID -o DIR`: a folder by its content id, every block verified, written only when whole.
import { defineCommand } from 'citty';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { AppError } from '#lib/core/error/app-error.ts';
import { createNodeStore } from '#lib/store/create-node-store.ts';
import { edgeArguments } from '../connect-market.ts';
import { readWhole } from '../read-input.ts';
import { printJson, progressLines, say } from '../say.ts';

export const fetchCommand = (signal: AbortSignal) =>
  defineCommand({
    meta: { name: 'fetch', description: 'Fetch a dataset by its CID and verify every block' },
    args: {
      cid: { type: 'positional', required: true, description: 'Content id of the package' },
      out: { type: 'string', alias: 'o', required: true, description: 'Folder to write into' },
      gateway: edgeArguments.gateway,
      'max-bytes': { type: 'string', default: '1000000000', description: 'Most bytes taken' },
      timeout: { type: 'string', default: '60000', description: 'Milliseconds to wait for a block' },
      json: edgeArguments.json
    },
    async run({ args }) {
      const out = resolve(args.out);
      const content = await createNodeStore({ gatewayUrl: args.gateway });
      try {
        let left = readWhole('max-bytes', args['max-bytes'], 1);
        const timeoutMs = readWhole('timeout', args.timeout, 1);
        const entries = await content.listFolder(args.cid, { signal, timeoutMs });
        const files: { path: string; bytes: Uint8Array }[] = [];
        for (const { path } of entries) {
          const bytes = await content.readFile(args.cid, {
            path,
            maxBytes: left,
            signal,
            timeoutMs,
            onProgress: progressLines()
          });
          left -= bytes.length;
          files.push({ path, bytes });
        }
        for (const { path, bytes } of files) {
          const target = pathInside(out, path);
          await mkdir(dirname(target), { recursive: true });
          await writeFile(target, bytes);
        }
        const bytes = files.reduce((sum, file) => sum + file.bytes.length, 0);
        if (args.json)
          printJson({
            cid: args.cid,
            out,
            verified: true,
            bytes,
            files: files.map((file) => ({ path: file.path, bytes: file.bytes.length }))
          });
        else say(`${files.length} files, ${bytes} bytes, every block verified, in ${out}`);
      } finally {
        await content.stop();
      }
    }
  });

/** @throws AppError `package/unsafe-path` for a name that would leave the folder. */
function pathInside(folder: string, path: string): string {
  const target = join(folder, path);
  if (target.startsWith(folder + sep)) return target;
  throw new AppError('package/unsafe-path', `The package names a file outside its folder: ${path}.`, {
    hints: ['Nothing of it was written.'],
    details: { path }
  });
}
