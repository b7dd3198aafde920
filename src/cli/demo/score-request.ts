// The demo's second act: seats, the draw, scores committed and revealed; and the weights, once it is settled what was paid.
import type { MarketRequest } from '#lib/core/market/market-state.ts';
import { AppError } from '#lib/core/error/app-error.ts';
import type { ScoreReport } from '#lib/core/report/score-report.ts';
import type { LiftResult } from '#lib/core/lift/lift-evidence.ts';
import { WEIGHTS_VERSION_KEY } from '#lib/core/weights/weight-rules.ts';
import { commitScores } from '#lib/market/scoring/commit-scores.ts';
import { measureSigned } from '#lib/market/scoring/measure-signed.ts';
import { proposeWeights } from '#lib/market/weights/propose-weights.ts';
import { requestWindows } from '#lib/market/request/request-windows.ts';
import { revealScores } from '#lib/market/scoring/reveal-scores.ts';
import { advancePast, DEMO_VALIDATORS, requireDone, type DemoStage } from './demo-stage.ts';
import { DEMO_DATASETS } from './fill-request.ts';

export interface DemoWeights {
  uids: number[];
  values: number[];
  block: number;
}

/** @returns the results by submission; the request is at its challenges afterwards. */
export async function scoreRequest(requestId: number, stage: DemoStage): Promise<Map<number, LiftResult>> {
  const { chain, say, options } = stage;
  const anybody = await stage.account('Requester');
  requireDone(await chain.snapshot(anybody, requestId, options), 'finalized');
  const seeded = await chain.request(requestId);
  const { length } = await chain.electors(requestId);
  say(`${length} validators took their seats in block ${seeded.snapshotBlock}; the seed is block ${seeded.seedBlock}`);
  await advancePast(stage, seeded.seedBlock!);
  requireDone(await chain.draw(anybody, requestId, options), 'finalized');
  const request = await chain.request(requestId);
  say(`drawn in block ${request.drawnBlock}: ${request.seed}`);
  say('each submission is measured once here and signed by each validator: the same seeds give the same bits');
  const results = new Map<number, LiftResult>();
  for (const name of DEMO_VALIDATORS) {
    const reports = await measureAll(request, name, stage);
    for (const { submission, result } of reports) results.set(submission.index, result as LiftResult);
    const edges = { ...stage, account: await stage.account(name) };
    const { block } = requireDone(await commitScores({ request, reports }, edges, options), 'committed');
    say(`${name} committed its scores in block ${block}`);
  }
  const { scoreCommitEnd, scoreRevealEnd } = requestWindows(request);
  await advancePast(stage, scoreCommitEnd!);
  for (const name of DEMO_VALIDATORS) {
    const edges = { ...stage, account: await stage.account(name) };
    const { block, reportsCid } = requireDone(await revealScores({ request }, edges, options), 'revealed');
    say(`${name} revealed its scores in block ${block}: ${reportsCid}`);
  }
  await advancePast(stage, scoreRevealEnd!);
  return results;
}

async function measureAll(request: MarketRequest, name: string, stage: DemoStage): Promise<ScoreReport[]> {
  const { chain, say, options } = stage;
  const edges = { ...stage, account: await stage.account(name) };
  const reports: ScoreReport[] = [];
  for (const submission of await chain.submissions(request.id)) {
    const place = { request, submission, backend: 'native' } as const;
    const { report } = requireDone(await measureSigned(place, edges, options), 'measured');
    reports.push(report);
    const { score, evidence } = report.result as LiftResult;
    const interval = evidence.measurement?.lift.ci95.map((end) => end.toFixed(3)).join(' to ') ?? 'not measured';
    say(
      `${name} measured "${DEMO_DATASETS[submission.index]!.name}": ${score.toFixed(4)} (lift 95 % ${interval} bits per byte)`
    );
  }
  return reports;
}

export async function setAllWeights({
  chain,
  content,
  mechanisms,
  account,
  say,
  options
}: DemoStage): Promise<DemoWeights> {
  let last: DemoWeights = { uids: [], values: [], block: 0 };
  for (const name of DEMO_VALIDATORS) {
    const validator = await account(name);
    const { uids, values } = await proposeWeights({ chain, content, mechanisms }, validator);
    if (uids.length === 0)
      throw new AppError('demo/no-weights', `${name} has no score that counts to set weights from.`);
    const call = { kind: 'set', mechid: 0, uids, values, versionKey: WEIGHTS_VERSION_KEY } as const;
    const { block } = requireDone(await chain.sendWeights(validator, call, options), 'finalized');
    last = { uids, values, block: block.number };
    say(`${name} set weights ${uids.map((uid, i) => `${uid}: ${values[i]}`).join(', ')} in block ${last.block}`);
  }
  return last;
}
