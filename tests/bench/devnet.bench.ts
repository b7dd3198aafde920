// `npm run bench:devnet`: how long the local chain takes to start, to make a block, to include a transaction, and to run
// epochs over 256 and 4096 neurons. Prints medians beside the aims; exits 1 when one is missed. A word as argument picks
// the rows whose name has it.
import { Keyring } from '@polkadot/keyring';
import { ApiPromise, WsProvider } from '@polkadot/api';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDevnet, type DevnetOptions } from '#devnet/node/start-devnet.ts';
import { stepSubnets } from '#devnet/pallets/subtensor/epoch-step.ts';
import { subtensorStorage } from '#devnet/pallets/subtensor/subtensor-storage.ts';
import { BlockContext } from '#devnet/runtime/block-context.ts';

const RUNS = 100;
const VALIDATORS = 64;
const STAKE_RAO = 1_000_000_000_000n;
const TEMPO = 1000;

const median = (values: number[]) => values.toSorted((a, b) => a - b)[values.length >> 1]!;

async function timed(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

async function startMs(): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < 10; i++) {
    const start = performance.now();
    const devnet = await startDevnet({ port: 0, blockTimeMs: 0 });
    times.push(performance.now() - start);
    await devnet.stop();
  }
  return median(times);
}

async function emptyBlockMs(options: Partial<DevnetOptions>): Promise<number> {
  const devnet = await startDevnet({ port: 0, blockTimeMs: 0, ...options });
  const times: number[] = [];
  for (let i = 0; i < RUNS; i++) times.push(await timed(() => devnet.chain.newBlock()));
  await devnet.stop();
  return median(times);
}

/** From `signAndSend`'s submission on the socket to the "in block" notification. Signing is done before. */
async function inBlockMs(options: Partial<DevnetOptions>): Promise<number> {
  const devnet = await startDevnet({ port: 0, blockTimeMs: 0, ...options });
  const provider = new WsProvider(devnet.url);
  const api = await ApiPromise.create({ provider, noInitWarn: true });
  const alice = new Keyring({ type: 'sr25519' }).addFromUri('//Alice');
  const times: number[] = [];
  for (let nonce = 0; nonce < RUNS; nonce++) {
    const signed = await api.tx.balances!.transferKeepAlive!(alice.address, 1).signAsync(alice, { nonce });
    const hex = signed.toHex();
    const start = performance.now();
    await new Promise<void>((resolve, reject) => {
      provider
        .subscribe('author_extrinsicUpdate', 'author_submitAndWatchExtrinsic', [hex], (error, status: unknown) => {
          if (error) reject(error);
          else if (typeof status === 'object' && status !== null && 'inBlock' in status) resolve();
        })
        .catch(reject);
    });
    times.push(performance.now() - start);
  }
  await api.disconnect();
  await devnet.stop();
  return median(times);
}

/** One whole epoch block step: reading storage, consensus, writing storage. */
async function epochMs(neuronCount: number, runs: number, yuma3 = false): Promise<number> {
  const key = (n: number) => `0x${n.toString(16).padStart(64, '0')}`;
  const neurons = Array.from({ length: neuronCount }, (_, uid) => ({
    hotkey: key(uid + 1),
    coldkey: key(uid + 10_001),
    stakeRao: uid < VALIDATORS ? STAKE_RAO + BigInt(uid) : 0n,
    validatorPermit: uid < VALIDATORS
  }));
  const devnet = await startDevnet({ port: 0, blockTimeMs: 0, tempo: TEMPO, genesis: { neurons } });
  const { inner } = devnet.chain;
  const block = (number: number) =>
    new BlockContext(inner.bestState, { number, timestampMs: number * 1000, parentHash: inner.bestHash });
  const times: number[] = [];
  for (let run = 0; run < runs; run++) {
    const context = block(TEMPO);
    subtensorStorage.Yuma3On.put(context.state, 1, yuma3);
    subtensorStorage.LiquidAlphaOn.put(context.state, 1, yuma3);
    for (let uid = 0; uid < VALIDATORS; uid++) {
      const uids = Array.from({ length: neuronCount }, (_, target) => target);
      const row = { uids, values: uids.map((target) => 1 + ((uid * 31 + target * 17 + run) % 65_535)) };
      subtensorStorage.Weights.put(context.state, 1, uid, row);
      subtensorStorage.Bonds.put(context.state, 1, uid, row);
    }
    subtensorStorage.LastUpdate.put(
      context.state,
      1,
      Array.from({ length: neuronCount }, () => 500n)
    );
    times.push(await timed(() => stepSubnets(context)));
  }
  await devnet.stop();
  return median(times);
}

const folder = mkdtempSync(join(tmpdir(), 'assay-bench-'));
const validators = `${VALIDATORS} validators with full rows`;
const measures: [what: string, measure: () => Promise<number>, aimMs?: number][] = [
  ['start', startMs, 100],
  ['empty block, in memory', () => emptyBlockMs({}), 5],
  ['empty block, on disk', () => emptyBlockMs({ dataDir: join(folder, 'blocks') }), 5],
  ['transaction to in-block, in memory', () => inBlockMs({}), 25],
  ['transaction to in-block, on disk', () => inBlockMs({ dataDir: join(folder, 'transactions') }), 25],
  [`epoch, 256 uids, ${validators}`, () => epochMs(256, 60), 10],
  [`epoch, 256 uids, ${validators}, Yuma 3 with liquid alpha`, () => epochMs(256, 60, true)],
  [`epoch, 4096 uids, ${validators}`, () => epochMs(4096, 12)],
  [`epoch, 4096 uids, ${validators}, Yuma 3 with liquid alpha`, () => epochMs(4096, 12, true)]
];
const wanted = process.argv[2] ?? '';
for (const [what, measure, aimMs] of measures.filter(([name]) => name.includes(wanted))) {
  const ms = await measure();
  const aim = aimMs === undefined ? '' : `   aim ${aimMs} ms`;
  console.log(`${what.padEnd(80)} ${ms.toFixed(2).padStart(8)} ms${aim}`);
  if (aimMs !== undefined && ms > aimMs) process.exitCode = 1;
}
rmSync(folder, { recursive: true, force: true });
