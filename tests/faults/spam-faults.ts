// Requests that cost others time: they name documents that nobody has.
import { CID } from 'multiformats/cid';
import { sha256 } from 'multiformats/hashes/sha2';
import { SOME_TERMS } from '#lib/market/testing/some-request.ts';
import { connectMarket, developmentAccount } from '../../src/cli/connect-market.ts';
import { startAssay } from '../e2e/testing/assay-process.ts';
import { runAssay } from '../e2e/testing/run-assay.ts';
import { must, type Fault } from './fault.ts';

const DEAD = 150;
const LIST_MS = 20_000;
const RAW = 0x55;

async function spamRequests(): Promise<string> {
  const assay = await startAssay({ blockTimeMs: 0 });
  try {
    const market = await connectMarket({ chain: assay.chainUrl, gateway: assay.gatewayUrl });
    const account = await developmentAccount('Requester');
    const open = async (specCid: string) =>
      market.chain.open(account, {
        specCid,
        licenceCid: null,
        benchmarkCommitment: `0x${'11'.repeat(32)}`,
        terms: { ...SOME_TERMS, deadlineBlock: (await market.chain.bestBlock()).number + 5_000 },
        bountyRao: 1_000_000n
      });
    for (let i = 0; i < DEAD; i++) await open(String(CID.createV1(RAW, await sha256.digest(Uint8Array.of(i)))));
    // Published without being pinned for itself, as content that another DAG brought: the keeper has to find it.
    const document = await market.content.addFile(new TextEncoder().encode('a live document'));
    await market.content.publish(document);
    await open(document);
    const startedMs = Date.now();
    const list = await runAssay(['market', 'list', '--chain', assay.chainUrl, '--gateway', assay.gatewayUrl, '--json']);
    const tookMs = Date.now() - startedMs;
    must(list.code === 0 && tookMs < LIST_MS, `market list ended with ${list.code} after ${tookMs} ms`);
    const { requests, next } = JSON.parse(list.stdout) as { requests: { id: number }[]; next: number };
    must(requests[0]?.id === DEAD && requests.length === 20 && next === DEAD - 19, 'the newest page is not the first');
    const kept = await fetch(`${assay.gatewayUrl}/ipfs/${document}?format=raw`);
    must(kept.ok, 'the live document is not kept');
    await market.stop();
    return `the first page came within ${LIST_MS / 1000} s, the live document is kept`;
  } finally {
    await assay.stop();
  }
}

export const spamFaults: Fault[] = [
  {
    done: `${DEAD} requests that name documents nobody has, then one that names a live one`,
    must: 'a list comes soon and in pages; the live document is kept without waiting for the others',
    run: spamRequests
  }
];
