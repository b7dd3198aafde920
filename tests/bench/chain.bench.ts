// `npm run bench:chain [blocks] [neurons] [tempo]`: a large and old local chain on disk (default 100,000 blocks, 4,096 neurons,
// an epoch every 360 blocks): time of a block and of a block with an epoch, memory, size on disk, and how long it takes to start again. Prints figures.
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDevnet, type Devnet } from '#devnet/node/start-devnet.ts';
import { subtensorStorage as storage } from '#devnet/pallets/subtensor/subtensor-storage.ts';
import { createRuntimeCalls } from '#devnet/runtime/runtime-calls.ts';

const BLOCKS = Number(process.argv[2] ?? 100_000);
const NEURONS = Number(process.argv[3] ?? 4096);
const VALIDATORS = 64;
const TEMPO = Number(process.argv[4] ?? 360);
const STAKE_RAO = 1_000_000_000_000n;
const NETUID = 1;

const key = (n: number) => `0x${n.toString(16).padStart(64, '0')}`;
const neurons = Array.from({ length: NEURONS }, (_, uid) => ({
  hotkey: key(uid + 1),
  coldkey: key(uid + 10_001),
  stakeRao: uid < VALIDATORS ? STAKE_RAO + BigInt(uid) : 0n,
  validatorPermit: uid < VALIDATORS
}));
const folder = mkdtempSync(join(tmpdir(), 'assay-chain-bench-'));
const start = () => startDevnet({ port: 0, blockTimeMs: 0, tempo: TEMPO, dataDir: folder, genesis: { neurons } });

const quantile = (values: readonly number[], share: number) =>
  values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) * share)]!;
const say = (what: string, value: number, unit: string) =>
  console.log(`${what.padEnd(58)} ${value.toFixed(value < 100 ? 2 : 0).padStart(10)} ${unit}`);

async function timed<T>(work: () => Promise<T>): Promise<[ms: number, result: T]> {
  const begin = performance.now();
  const result = await work();
  return [performance.now() - begin, result];
}

/** Every validator's row over all neurons, written as the administrator would, so that epochs have work. */
function fillWeights({ chain }: Devnet): void {
  const { bestState, bestNumber } = chain.inner;
  const row = (uid: number) => {
    const uids = Array.from({ length: NEURONS }, (_, target) => target);
    return { uids, values: uids.map((target) => 1 + ((uid * 31 + target * 17) % 65_535)) };
  };
  const changes = new Map<string, Uint8Array>();
  const state = {
    get: (name: string) => changes.get(name) ?? bestState.get(name),
    keysWithPrefix: (prefix: string) => bestState.keysWithPrefix(prefix),
    set: (name: string, value: Uint8Array) => void changes.set(name, value),
    delete: (name: string) => void changes.delete(name)
  };
  for (let uid = 0; uid < VALIDATORS; uid++) storage.Weights.put(state, NETUID, uid, row(uid));
  storage.LastUpdate.put(
    state,
    NETUID,
    Array.from({ length: NEURONS }, () => BigInt(bestNumber + 1))
  );
  const writable = bestState as unknown as { apply(block: number, changes: Map<string, Uint8Array>): void };
  writable.apply(bestNumber, changes);
}

async function makeBlocks(devnet: Devnet, count: number): Promise<{ plain: number[]; epochs: number[] }> {
  const plain: number[] = [];
  const epochs: number[] = [];
  for (let i = 0; i < count; i++) {
    const epoch = storage.SubnetEpochIndex.get(devnet.chain.inner.bestState, NETUID);
    const [ms] = await timed(() => devnet.chain.newBlock());
    const ran = storage.SubnetEpochIndex.get(devnet.chain.inner.bestState, NETUID) > epoch;
    (ran ? epochs : plain).push(ms);
    if (devnet.chain.bestNumber() % 10_000 === 0)
      console.log(`  block ${devnet.chain.bestNumber()}: ${heapMiB().toFixed(0)} MiB`);
  }
  return { plain, epochs };
}

function heapMiB(): number {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 2 ** 20;
}

async function grow(): Promise<void> {
  const [ms, devnet] = await timed(start);
  say(`start, new, ${NEURONS} neurons`, ms, 'ms');
  say('memory after the start', heapMiB(), 'MiB');
  fillWeights(devnet);
  const [allMs, { plain, epochs }] = await timed(() => makeBlocks(devnet, BLOCKS));
  say(`${BLOCKS} blocks`, allMs / 1000, 's');
  say(`block without an epoch, median of ${plain.length}`, quantile(plain, 0.5), 'ms');
  say('block without an epoch, 99 of 100', quantile(plain, 0.99), 'ms');
  if (epochs.length > 0) say(`block with an epoch, median of ${epochs.length}`, quantile(epochs, 0.5), 'ms');
  say(`memory after ${BLOCKS} blocks`, heapMiB(), 'MiB');
  say('states of the past that are kept', keptStates(devnet), 'blocks');
  const api = createRuntimeCalls();
  const { bestState } = devnet.chain.inner;
  const askMetagraph = () =>
    timed(async () => api.call(bestState, 'SubnetInfoRuntimeApi_get_metagraph', Uint8Array.of(NETUID, 0)));
  say('get_metagraph, the first time', (await askMetagraph())[0], 'ms');
  say('get_metagraph, again', (await askMetagraph())[0], 'ms');
  await devnet.stop();
}

function keptStates({ chain }: Devnet): number {
  let number = chain.bestNumber();
  while (number > 0 && chain.inner.stateAt(number - 1)) number--;
  return chain.bestNumber() - number;
}

async function startAgain(): Promise<void> {
  const bytes = readdirSync(folder).reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
  say('on disk', bytes / 2 ** 20, 'MiB');
  const [ms, devnet] = await timed(start);
  say('start, from disk', ms, 'ms');
  say('memory after it', heapMiB(), 'MiB');
  await devnet.stop();
}

try {
  await grow();
  await startAgain();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
