// The demo's last act: settlement, opened packages, payouts, the benchmark's key, the epoch.
import type { MarketRequest } from '#lib/core/market/market-state.ts';
import { openPackage } from '#lib/market/delivery/open-package.ts';
import { revealBenchmark } from '#lib/market/delivery/reveal-benchmark.ts';
import { requestWindows } from '#lib/market/request/request-windows.ts';
import { advancePast, claimAll, DEMO_VALIDATORS, requireDone, type DemoPayout, type DemoStage } from './demo-stage.ts';
import { DEMO_DATASETS } from './fill-request.ts';

export async function closeRequest(requestId: number, stage: DemoStage): Promise<DemoPayout[]> {
  const { chain, say, options } = stage;
  const requester = await stage.account('Requester');
  await advancePast(stage, requestWindows(await chain.request(requestId)).challengeEnd!);
  let request: MarketRequest;
  do {
    requireDone(await chain.settle(requester, requestId, options), 'finalized');
    request = await chain.request(requestId);
  } while (request.stage === 'settling');
  say(`${request.stage} in block ${request.settledBlock}`);
  for (const submission of await chain.submissions(requestId)) {
    if (submission.status !== 'passed') continue;
    const { name, miner } = DEMO_DATASETS[submission.index]!;
    const edges = { ...stage, account: await stage.account(miner) };
    const { block, plainCid } = requireDone(await openPackage({ request, submission }, edges, options), 'opened');
    say(`${miner} opened "${name}" in block ${block}: ${plainCid}`);
  }
  const miners = DEMO_DATASETS.map(({ miner }) => miner);
  const payouts = await claimAll(stage, [...miners, ...DEMO_VALIDATORS, 'Treasury', 'Requester']);
  requireDone(await revealBenchmark({ request }, { ...stage, account: requester }, options), 'revealed');
  say('the benchmark key is public: every score can be recomputed');
  return payouts;
}

export interface DemoIncentive {
  uid: number;
  hotkey: string;
  incentive: number;
  u16: number;
}

/** Of the epoch after the weights. */
export async function afterEpoch(stage: DemoStage, weightsBlock: number): Promise<DemoIncentive[]> {
  const { chain, say } = stage;
  const { tempo } = await chain.metagraph();
  await advancePast(stage, weightsBlock + tempo + 1);
  const { neurons, block } = await chain.metagraph();
  const incentive = neurons
    .filter((neuron) => neuron.incentive > 0)
    .map(({ uid, hotkey, incentive: u16 }) => ({ uid, hotkey, incentive: u16 / 65_535, u16 }));
  say(
    `incentive after the epoch, block ${block}: ${incentive.map(({ uid, u16 }) => `${uid}: ${u16}`).join(', ') || 'none'}`
  );
  return incentive;
}
