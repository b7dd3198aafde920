// `assay fetch CID -o DIR`: a folder by its content id, every block verified, written only when whole. A package that was opened but
// that nobody holds in the open is read from its sealed form, with the key that is on chain.
import { defineCommand } from 'citty';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { AppError } from '#lib/core/error/app-error.ts';
import { isNotGiven } from '#lib/core/error/error-kinds.ts';
import type { ContentFile, ContentStore } from '#lib/ports/content-store.ts';
import { createNodeStore } from '#lib/store/create-node-store.ts';
import { edgeArguments } from '../connect-market.ts';
import { fetchSealed } from '../fetch-sealed.ts';
import { readWhole } from '../read-input.ts';
import { printJson, progressLines, say } from '../say.ts';

export const fetchCommand = (signal: AbortSignal) =>
  defineCommand({
    meta: { name: 'fetch', description: 'Fetch a dataset by its CID and verify every block' },
    args: {
      cid: { type: 'positional', required: true, description: 'Content id of the package' },
      out: { type: 'string', alias: 'o', required: true, description: 'Folder to write into' },
      request: {
        type: 'string',
        description: 'Request it was submitted to: reads the sealed package, with a key this account has'
      },
      ...edgeArguments,
      dev: { type: 'string', description: 'For a private dataset: development account that may read it' },
      'key-file': { type: 'string', description: 'For a private dataset: file with the secret of who may read it' },
      'max-bytes': { type: 'string', default: '1000000000', description: 'Most bytes taken' },
      timeout: { type: 'string', default: '60000', description: 'Milliseconds to wait for a block' }
    },
    async run({ args }) {
      const out = resolve(args.out);
      const limits = {
        maxBytes: readWhole('max-bytes', args['max-bytes'], 1),
        timeoutMs: readWhole('timeout', args.timeout, 1),
        signal
      };
      const { files, source } = await fetchFiles(args, limits);
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
          source,
          bytes,
          files: files.map((file) => ({ path: file.path, bytes: file.bytes.length }))
        });
      else say(`${files.length} files, ${bytes} bytes, every block verified, in ${out}`);
    }
  });

interface Limits {
  maxBytes: number;
  timeoutMs: number;
  signal: AbortSignal;
}

/** `source`: the package itself, or its sealed form. */
async function fetchFiles(
  args: Parameters<typeof fetchSealed>[0],
  limits: Limits
): Promise<{ files: ContentFile[]; source: 'open' | 'sealed' }> {
  if (args.request !== undefined) {
    const files = await fetchSealed(args, limits);
    if (files !== null) return { files, source: 'sealed' };
  }
  const content = await createNodeStore({ gatewayUrl: args.gateway });
  try {
    return { files: await fetchOpen(args.cid, content, limits), source: 'open' };
  } catch (thrown) {
    if (!isNotGiven(AppError.from(thrown))) throw thrown;
    say(`${args.cid} is not to be had in the open; looking for it on the market ...`);
    const files = await fetchSealed(args, limits);
    if (files === null) throw thrown;
    return { files, source: 'sealed' };
  } finally {
    await content.stop();
  }
}

async function fetchOpen(cid: string, content: ContentStore, limits: Limits): Promise<ContentFile[]> {
  const { signal, timeoutMs } = limits;
  let left = limits.maxBytes;
  const entries = await content.listFolder(cid, { signal, timeoutMs });
  const files: ContentFile[] = [];
  for (const { path } of entries) {
    const options = { path, maxBytes: left, signal, timeoutMs, onProgress: progressLines() };
    const bytes = await content.readFile(cid, options);
    left -= bytes.length;
    files.push({ path, bytes });
  }
  return files;
}

/** @throws AppError `package/unsafe-path` for a name that would leave the folder. */
function pathInside(folder: string, path: string): string {
  const target = join(folder, path);
  if (target.startsWith(folder + sep)) return target;
  throw new AppError('package/unsafe-path', `The package names a file outside its folder: ${path}.`, {
    hints: ['Nothing of it was written.'],
    details: { path }
  });
}
