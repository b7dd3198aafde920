// Clients that want to stop the node or use what is not theirs.
import { readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { startAssay, type AssayProcess } from '../e2e/testing/assay-process.ts';
import { must, type Fault } from './fault.ts';
import { ask, deafClient, handshakeStatus, idleSockets } from './testing-sockets.ts';

const PAGE_BYTES = 4096;
const MIB = 2 ** 20;
const FOREIGN = 'https://stranger.example';

async function withAssay<T>(use: (assay: AssayProcess) => Promise<T>): Promise<T> {
  const assay = await startAssay({ blockTimeMs: 200 });
  try {
    return await use(assay);
  } finally {
    await assay.stop();
  }
}
const portOf = (url: string) => Number(new URL(url).port);
const residentBytes = async (pid: number) =>
  Number((await readFile(`/proc/${pid}/statm`, 'utf8')).split(' ')[1]) * PAGE_BYTES;
const contentPort = async ({ gatewayUrl }: AssayProcess) => {
  const { multiaddrs } = (await (await fetch(`${gatewayUrl}/assay/info.json`)).json()) as { multiaddrs: string[] };
  return Number(/tcp\/(\d+)/.exec(multiaddrs[0]!)![1]);
};
const blockOf = async ({ chainUrl }: AssayProcess) =>
  Number(((await ask(chainUrl, 'chain_getHeader')).result as { number: string }).number);
async function serves(assay: AssayProcess): Promise<void> {
  const before = await blockOf(assay);
  const startedMs = Date.now();
  while ((await blockOf(assay)) === before) must(Date.now() - startedMs < 60_000, 'no new block came within a minute');
  must((await fetch(`${assay.gatewayUrl}/assay/info.json`)).ok, 'the content node does not answer');
}

const statusFor = (url: string, headers: Record<string, string>) =>
  new Promise<number>((resolve, reject) =>
    request(url, { headers }, (response) => {
      response.resume();
      resolve(response.statusCode!);
    })
      .on('error', reject)
      .end()
  );

export const socketFaults: Fault[] = [
  {
    done: 'a page of a foreign origin asks the chain, the content node and the gateway; one reaches the page under a name that is pointed at this machine',
    must: 'none of them is let in; dev_* does nothing without the token',
    run: () =>
      withAssay(async (assay) => {
        const statuses = [
          await handshakeStatus(assay.chainUrl, FOREIGN),
          await handshakeStatus(`ws://127.0.0.1:${await contentPort(assay)}`, FOREIGN),
          await statusFor(`${assay.gatewayUrl}/assay/info.json`, { origin: FOREIGN }),
          await statusFor(`${assay.pageUrl}assay-config.json`, { host: 'stranger.example' })
        ];
        must(
          statuses.every((status) => status === 403),
          `answered ${statuses.join()}`
        );
        const { error } = await ask(assay.chainUrl, 'dev_newBlock', [{ count: 1 }]);
        must(error?.code === -32001, 'dev_newBlock worked without the token');
        const allowed = await ask(assay.chainUrl, 'dev_newBlock', [{ count: 1, token: assay.devToken }]);
        must(allowed.error === undefined, 'dev_newBlock does not work with the token');
        return 'four times 403; dev_newBlock without the token -32001, with it a block';
      })
  },
  {
    done: '1,000 sockets that say nothing, at the chain and at the content node each',
    must: 'others are served; the sockets are let go',
    run: () =>
      withAssay(async (assay) => {
        const ports = [portOf(assay.chainUrl), await contentPort(assay)];
        const sockets = (await Promise.all(ports.map((port) => idleSockets(port, 1000)))).flat();
        await serves(assay);
        const startedMs = Date.now();
        const open = () => sockets.filter(({ closed }) => !closed).length;
        while (open() > 0) {
          must(Date.now() - startedMs < 120_000, `${open()} are still open after two minutes`);
          await new Promise((resolve) => setTimeout(resolve, 200));
        }
        return 'blocks came and the gateway answered meanwhile; all 2,000 were closed by the node';
      })
  },
  {
    done: '20 clients ask 2,000 times each for the metadata and read nothing',
    must: 'others are served; the memory stays bounded',
    run: () =>
      withAssay(async (assay) => {
        const before = await residentBytes(assay.pid);
        const question = { jsonrpc: '2.0', id: 1, method: 'state_getMetadata', params: [] };
        const deaf = await Promise.all(Array.from({ length: 20 }, () => deafClient(assay.chainUrl, question, 2000)));
        await new Promise((resolve) => setTimeout(resolve, 5000));
        await serves(assay);
        const grown = ((await residentBytes(assay.pid)) - before) / MIB;
        must(grown < 400, `the process grew by ${grown.toFixed(0)} MiB`);
        for (const socket of deaf) socket.terminate();
        return `the answers would be some 5 GiB; blocks came, and the process grew by less than 400 MiB`;
      })
  },
  {
    done: '20 endless loops in the EVM (eth_call, eth_estimateGas), by one client',
    must: 'blocks go on, others are served, the loops end when the client leaves',
    run: () =>
      withAssay(async (assay) => {
        // JUMPDEST PUSH1 0 JUMP, as the code of a creation.
        const loop = { jsonrpc: '2.0', id: 1, method: 'eth_estimateGas', params: [{ data: '0x5b600056' }] };
        const greedy = await deafClient(assay.chainUrl, loop, 20);
        await serves(assay);
        const call = [{ to: `0x${'11'.repeat(20)}`, data: '0x' }];
        must((await ask(assay.chainUrl, 'eth_call', call)).result === '0x', 'a call of another client got no turn');
        greedy.terminate();
        must((await ask(assay.chainUrl, 'eth_call', call)).result === '0x', 'the loops went on');
        return 'blocks came, and calls of another client had their turn, while the loops ran and after';
      })
  }
];
