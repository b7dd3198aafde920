// A disk that is full, and one that spoils what it keeps.
import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { createFileKeyVault } from '#lib/store/file-key-vault.ts';
import { createNodeStore } from '#lib/store/create-node-store.ts';
import { startAssay } from '../e2e/testing/assay-process.ts';
import { noise } from './crash-faults.ts';
import { must, type Fault } from './fault.ts';
import { ask } from './testing-sockets.ts';

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: { code?: string; details?: { refusal?: { code?: string } } }) =>
      error.details?.refusal?.code ?? error.code ?? 'an error without a code'
  );

async function fullDisk(): Promise<string | { skipped: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'assay-full-'));
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=40m', 'tmpfs', folder]);
  if (mounted.status !== 0) {
    await rm(folder, { recursive: true });
    return { skipped: 'a disk of 40 MB takes the right to mount one; /dev/full stands for it in the unit tests' };
  }
  try {
    const assay = await startAssay({ dataFolder: folder, blockTimeMs: 0 });
    const store = await createNodeStore({ gatewayUrl: assay.gatewayUrl });
    const refused = await codeOf(store.publish(await store.addFile(noise(60 * 2 ** 20, 1))));
    must(refused === 'disk-full', `publishing 60 MiB ended with ${refused}`);
    const saysSo = () => assay.said().includes('the content node: The disk is full');
    for (let i = 0; i < 50 && !saysSo(); i++) await new Promise((resolve) => setTimeout(resolve, 100));
    must(saysSo(), 'the terminal does not say it');
    const makeBlock = () => ask(assay.chainUrl, 'dev_newBlock', [{ count: 1, token: assay.devToken }]);
    must((await makeBlock()).error === undefined, 'what was refused still fills the disk');
    const ballast = join(folder, 'ballast');
    const filled = await codeOf(writeFile(ballast, noise(60 * 2 ** 20, 2)));
    must(filled === 'ENOSPC', `the disk took 60 MiB: ${filled}`);
    const { result: head } = await ask(assay.chainUrl, 'chain_getHeader');
    let answer = await makeBlock();
    for (let i = 0; i < 200 && answer.error === undefined; i++) answer = await makeBlock();
    must(/disk is full/.test(`${answer.error?.data}`), `a block on a full disk: ${JSON.stringify(answer)}`);
    const sent = await ask(assay.chainUrl, 'author_submitExtrinsic', ['0x00']);
    must(/disk is full/.test(`${sent.error?.data}`), `a transaction on a full disk: ${JSON.stringify(sent)}`);
    const vault = createFileKeyVault(join(folder, 'keys'));
    must((await codeOf(vault.put('benchmark:1', noise(32, 1)))) === 'ENOSPC', 'the vault kept a key on a full disk');
    await rm(ballast);
    must((await makeBlock()).error === undefined, 'no block after there was room again');
    await store.publish(await store.addFile(noise(2 ** 20, 3)));
    await store.stop();
    await assay.kill();
    const again = await startAssay({ dataFolder: folder, blockTimeMs: 0 });
    const { result: after } = await ask(again.chainUrl, 'chain_getHeader');
    const numberOf = (header: unknown) => Number((header as { number: string }).number);
    must(numberOf(after) > numberOf(head), 'blocks are gone after the restart');
    await again.interrupt();
    return 'page, chain, vault and terminal said that the disk is full; nothing was lost, and all went on when there was room';
  } finally {
    spawnSync('umount', ['-l', folder]);
    await rm(folder, { recursive: true, force: true });
  }
}

/** What may come of a flipped byte, by the kind of file. Silence is no answer where something is lost. */
const KINDS: { kind: string; file: RegExp; expected: RegExp }[] = [
  { kind: 'journal', file: /^chain\/\d+\.journal$/, expected: /^refused: .*\.journal is damaged at byte/ },
  { kind: 'chain.json', file: /^chain\/chain\.json$/, expected: /^refused: .*(chain\.json|genesis)/ },
  { kind: 'block of content', file: /^content\/blocks\//, expected: /^started: not served/ },
  { kind: 'record of a pin', file: /^content\/pins\/.*\.json$/, expected: /^started: .*(was moved to|served)/ },
  { kind: 'key of the node', file: /^content\/peer\/pkcs8\//, expected: /^refused: .*key in .*peer/ },
  { kind: 'dev-token', file: /^dev-token$/, expected: /^started: served/ },
  { kind: 'key of the vault', file: /^keys\//, expected: /^started: .*cannot be read/ }
];

async function flippedBytes(): Promise<string> {
  const base = await mkdtemp(join(tmpdir(), 'assay-flip-'));
  const whole = join(base, 'whole');
  try {
    await mkdir(whole);
    const assay = await startAssay({ dataFolder: whole, blockTimeMs: 0 });
    await ask(assay.chainUrl, 'dev_newBlock', [{ count: 300, token: assay.devToken }]);
    const store = await createNodeStore({ gatewayUrl: assay.gatewayUrl });
    const { cid } = await store.publish(await store.addFile(noise(100_000, 4)));
    await store.stop();
    await assay.interrupt();
    await createFileKeyVault(join(whole, 'keys')).put('benchmark:1', noise(32, 1));
    const files = (await readdir(whole, { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map((entry) => relative(whole, join(entry.parentPath, entry.name)));
    for (const { kind, file, expected } of KINDS) {
      const path = files.find((name) => file.test(name));
      must(path !== undefined, `there is no ${kind} among the files`);
      const folder = join(base, 'flipped');
      await cp(whole, folder, { recursive: true });
      const bytes = await readFile(join(folder, path));
      bytes[bytes.length >> 1]! ^= 0x10;
      await writeFile(join(folder, path), bytes);
      const seen = await startWith(folder, cid);
      must(expected.test(seen), `${kind}: ${seen}`);
      await rm(folder, { recursive: true });
    }
    return `${KINDS.map(({ kind }) => kind).join(', ')}: each refused with its place named, or got anew; nothing was lost silently`;
  } finally {
    await rm(base, { recursive: true, force: true });
  }
}

async function startWith(folder: string, cid: string): Promise<string> {
  try {
    const assay = await startAssay({ dataFolder: folder, blockTimeMs: 0 });
    const { status } = await fetch(`${assay.gatewayUrl}/ipfs/${cid}?format=raw`);
    const { result } = await ask(assay.chainUrl, 'chain_getHeader');
    const key = await createFileKeyVault(join(folder, 'keys'))
      .get('benchmark:1')
      .then(
        (secret) => (Buffer.compare(secret!, noise(32, 1)) === 0 ? '' : 'cannot be read, but was: '),
        ({ short }: { short: string }) => short
      );
    await assay.interrupt();
    must(Number((result as { number: string }).number) >= 300, 'blocks are gone');
    return `started: ${status === 200 ? 'served' : 'not served'} ${key} ${assay.said()}`;
  } catch (error) {
    return `refused: ${(error as Error).message.replaceAll('\n', ' ')}`;
  }
}

export const diskFaults: Fault[] = [
  {
    done: 'a disk of 40 MB: 60 MiB are published, then it is filled, then there is room again',
    must: 'each part says that the disk is full, the terminal too; nothing written before is lost; all goes on',
    run: fullDisk
  },
  {
    done: 'one bit flipped in the middle of a file of every kind, before a start',
    must: 'it is refused with the file named, or got anew; no block, key or content is lost or changed silently',
    run: flippedBytes
  }
];
