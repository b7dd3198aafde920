// A whole Assay for a test: `assay up` as a child process on free ports with its state in a temporary folder.
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface AssayProcess {
  /** What it said at its start. */
  banner: string;
  pageUrl: string;
  chainUrl: string;
  gatewayUrl: string;
  dataFolder: string;
  /** As a program of this machine reads it. */
  devToken: string;
  /** Number of the process. */
  pid: number;
  /** Everything it has said so far. */
  said(): string;
  /** Ends the process as `kill -9` does. */
  kill(): Promise<void>;
  /** Ends the process as Ctrl-C does; resolves with its exit code. */
  interrupt(): Promise<number | null>;
  /** Ends the process and removes its folder. */
  stop(): Promise<void>;
}

const START_TIMEOUT_MS = 60_000;

export async function startAssay(
  options: { dataFolder?: string; blockTimeMs?: number; extra?: string[] } = {}
): Promise<AssayProcess> {
  const dataFolder = options.dataFolder ?? (await mkdtemp(join(tmpdir(), 'assay-e2e-')));
  const ports = ['--port', '0', '--chain-port', '0', '--content-port', '0', '--gateway-port', '0'];
  const child = spawn(
    process.execPath,
    [
      'src/cli/assay.mjs',
      'up',
      '--data',
      dataFolder,
      '--block-time',
      String(options.blockTimeMs ?? 1000),
      ...ports,
      ...(options.extra ?? [])
    ],
    {
      stdio: ['ignore', 'ignore', 'pipe']
    }
  );
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const banner = await readBanner(child);
  const find = (pattern: RegExp) => pattern.exec(banner)?.[1] ?? '';
  const interrupt = async () => {
    if (child.exitCode !== null) return child.exitCode;
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
    child.kill('SIGINT');
    return ended;
  };
  return {
    banner,
    pageUrl: find(/web page\s+(\S+)/),
    chainUrl: find(/local chain\s+(\S+)/),
    gatewayUrl: find(/gateway\s+(\S+)/),
    dataFolder,
    devToken: (await readFile(find(/dev_\* token\s+(\S+)/), 'utf8').catch(() => '')).trim(),
    pid: child.pid!,
    said: () => said,
    async kill() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await ended;
    },
    interrupt,
    async stop() {
      await interrupt();
      await rm(dataFolder, { recursive: true, force: true });
    }
  };
}

function readBanner(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`assay up did not start:\n${text}`));
    }, START_TIMEOUT_MS);
    child.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`assay up ended with ${code}:\n${text}`));
    });
    child.stderr!.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (!text.includes('Ctrl-C stops')) return;
      clearTimeout(timer);
      resolve(text);
    });
  });
}
