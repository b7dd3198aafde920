// Requests that cost others time: they name documents that nobody has.
import { CID } from 'multiformats/cid';
import { sha256 } from 'multiformats/hashes/sha2';
import { SOME_TERMS } from '#lib/market/testing/some-request.ts';
import { connectMarket, developmentAccount } from '../../src/cli/connect-market.ts';
import { startAssay } from '../e2e/testing/assay-process.ts';
import { runAssay } from '../e2e/testing/run-assay.ts';
import { must, type Fault } from './fault.ts';

const DEAD = 150;
/** Only to prove that it ends: each of the documents alone was waited for this long. */
const LIST_MS = 120_000;
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
    const timedList = async () => {
      const startedMs = Date.now();
      const run = await runAssay([
        'market',
        'list',
        '--chain',
        assay.chainUrl,
        '--gateway',
        assay.gatewayUrl,
        '--json'
      ]);
      return { ...run, tookMs: Date.now() - startedMs };
    };
    const empty = await timedList();
    for (let i = 0; i < DEAD; i++) await open(String(CID.createV1(RAW, await sha256.digest(Uint8Array.of(i)))));
    // Published without being pinned for itself, as content that another DAG brought: the keeper has to find it.
    const document = await market.content.addFile(new TextEncoder().encode('a live document'));
    await market.content.publish(document);
    await open(document);
    const list = await timedList();
    must(list.code === 0 && list.tookMs < LIST_MS, `market list ended with ${list.code} after ${list.tookMs} ms`);
    const { requests, next } = JSON.parse(list.stdout) as { requests: { id: number }[]; next: number };
    must(requests[0]?.id === DEAD && requests.length === 20 && next === DEAD - 19, 'the newest page is not the first');
    const kept = await fetch(`${assay.gatewayUrl}/ipfs/${document}?format=raw`);
    must(kept.ok, 'the live document is not kept');
    await market.stop();
    const seconds = (ms: number) => (ms / 1000).toFixed(0);
    return `the first page, the newest 20, came after ${seconds(list.tookMs)} s (of an empty market after ${seconds(empty.tookMs)} s); the live document is kept`;
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
