// The whole main job, headless: the demo's own document must show it, with the order of quality and every rao. With the toy
// reference; `npm run test:full` takes the shipped model.
import { OPENING_FEE_RAO } from '#lib/core/market/market-constants.ts';
import { expect, test } from 'vitest';
import { runAssay } from './testing/run-assay.ts';
import { takeToyReference } from '#lib/score/testing/take-toy-reference.ts';

takeToyReference();

test('assay demo --json does the whole job and shows the evidence', async () => {
  const { code, stdout, stderr } = await runAssay(['demo', '--json']);
  expect(code, stderr).toBe(0);
  const result = JSON.parse(stdout);
  expect(result.request.cid).toMatch(/^baf/);
  const scoreOf = Object.fromEntries(
    result.submissions.map((submission: { name: string; score: number }) => [submission.name, submission.score])
  );
  expect(Object.keys(scoreOf)).toEqual(['clean', 'half-shuffled', 'noisy']);
  expect(scoreOf.clean).toBeGreaterThan(scoreOf['half-shuffled']);
  expect(scoreOf['half-shuffled']).toBeGreaterThan(scoreOf.noisy);
  expect(new Set(result.submissions.map((submission: { packageCid: string }) => submission.packageCid)).size).toBe(3);
  expect(result.submissions.map((submission: { status: string }) => submission.status)).toEqual([
    'opened',
    'opened',
    'failed'
  ]);
  for (const { packageCid, sealedCid, reports } of result.submissions) {
    expect(sealedCid).not.toBe(packageCid);
    expect(reports).toHaveLength(3);
  }
  expect(result.deposits.map((deposit: { name: string }) => deposit.name)).toEqual(['Dave', 'Eve', 'Ferdie']);
  expect(result.bonds).toHaveLength(3);
  expect(result.weights.uids[result.weights.values.indexOf(65_535)]).toBe(3);
  expect(result.incentive[0]).toMatchObject({ uid: 3 });
  const paid = result.payouts.reduce((sum: bigint, payout: { rao: string }) => sum + BigInt(payout.rao), 0n);
  // The bounty, and the fee for opening, which the treasury claims.
  expect(paid).toBe(10_000_000_000n + OPENING_FEE_RAO);
  expect(result.fetched).toMatchObject({
    cid: result.submissions[0].packageCid,
    verified: true,
    sha256: expect.stringMatching(/^[0-9a-f]{64}$/)
  });
});
