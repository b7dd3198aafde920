// Payees with code: one that comes back in while it is paid, one that refuses, one that burns all gas, and a native
// account that cannot be paid. Each hurts nobody but itself.
import { encodeFunctionData, type Abi, type Hex } from 'viem';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { marketAbi } from '../artifacts/market.abi.ts';
import { compileMarket } from '../build/compile-market.ts';
import {
  BENCHMARK,
  minerKey,
  OPENING_FEE_RAO,
  OUTSIDER,
  packageKeyOf,
  someTerms,
  TAO
} from './testing/market-actors.ts';
import { createScene, type Scene } from './testing/market-scene.ts';
import { STAGE } from './testing/market-views.ts';
import { createMarketWorld, RESERVE_RAO, type MarketWorld, type Outcome } from './testing/market-world.ts';
import { keyOf, TREASURY } from './testing/test-keys.ts';

const MODE = { take: 0, refuse: 1, burn: 2, reenter: 3 } as const;
let world: MarketWorld;
let scene: Scene;
let payee: { to: Hex; abi: Abi };
let start: () => void;
beforeAll(async () => {
  world = await createMarketWorld();
  scene = createScene(world);
  const { abi, initCode } = compileMarket('test/mocks/Payee.sol', 'Payee');
  payee = { abi, to: await world.deploy(abi, initCode, [world.market]) };
  start = world.remember();
}, 60_000);
beforeEach(() => start());

const encode = (functionName: string, args: readonly unknown[] = []): Hex =>
  encodeFunctionData({ abi: marketAbi as Abi, functionName, args } as never);
/** The payee calls the market. */
const act = async (functionName: string, args: readonly unknown[] = [], rao = 0n): Promise<boolean> => {
  const outcome = await scene.must(
    world.call(OUTSIDER.address, 'act', [encode(functionName, args)], rao, { ...payee, gasLimit: 2_000_000n })
  );
  return (outcome.result as [boolean, Hex])[0];
};
const setMode = (mode: number, attacks: Hex[] = []): Promise<Outcome> =>
  scene.must(world.call(OUTSIDER.address, 'set', [mode, attacks], 0n, payee));
const readPayee = async (name: string): Promise<unknown> =>
  (await scene.must(world.call(OUTSIDER.address, name, [], 0n, payee))).result;

/** The payee as a requester whose 100 TAO came back, in a market that holds much more. */
async function refundedPayee(): Promise<void> {
  await scene.begin([100, 100, 100], 1, { submissionDepositRao: 0n }, 1000n * TAO);
  expect(await act('open', [someTerms(world), BENCHMARK, 'spec', ''], 100n * TAO + OPENING_FEE_RAO)).toBe(true);
  expect(await act('depositBond', [], 5n * TAO)).toBe(true);
  world.block += 31n;
  await scene.must(scene.anyone('settle', [1n, 1n]));
  expect(await scene.owed(payee.to)).toBe(100n * TAO);
}

test('a payee that comes back in is paid once: every way to money is closed or already accounted for', async () => {
  await refundedPayee();
  const before = await world.balanceRao();
  await setMode(MODE.reenter, [
    encode('claimToMirror'),
    encode('claim', [keyOf(1).publicKey]),
    encode('withdrawBond'),
    encode('settle', [1n, 10n]),
    encode('forfeit', [0n, 0n]),
    encode('refundPurchase', [0n, 0n, 0n]),
    encode('proposeTreasury', [payee.to]),
    encode('acceptTreasury')
  ]);
  expect(await act('claimToMirror')).toBe(true);
  expect(await readPayee('tried')).toBe(8n);
  expect(await readPayee('succeeded')).toBe(0n);
  expect(before - (await world.balanceRao())).toBe(100n * TAO);
  expect(await scene.owed(payee.to)).toBe(0n);
});

test('what a payee may do while it is paid changes nothing about the payment', async () => {
  await refundedPayee();
  const before = await world.balanceRao();
  await setMode(MODE.reenter, [encode('requestWithdrawal', [5n * TAO])]);
  expect(await act('claimToMirror')).toBe(true);
  expect(await readPayee('succeeded')).toBe(1n);
  expect(before - (await world.balanceRao())).toBe(100n * TAO);
  expect(await scene.bondOf(payee.to)).toMatchObject({ activeRao: 0n, leavingRao: 5n * TAO });
});

test.each(['refuse', 'burn'] as const)(
  'a payee that would %s keeps its debt, and can be paid elsewhere',
  async (mode) => {
    await refundedPayee();
    await setMode(MODE[mode]);
    expect(await act('claimToMirror')).toBe(false);
    expect(await scene.owed(payee.to)).toBe(100n * TAO);
    expect(await act('claim', [keyOf(5).publicKey])).toBe(true);
    expect(world.paid.get(keyOf(5).publicKey)).toBe(100n * TAO);
  }
);

test('a refusing requester and a refusing treasury stop no settlement', async () => {
  await setMode(MODE.refuse);
  await scene.must(world.call(TREASURY.address, 'proposeTreasury', [payee.to]));
  world.block += 50_400n;
  expect(await act('acceptTreasury')).toBe(true);
  await scene.begin([100, 100, 100], 1, { submissionDepositRao: 0n });
  await scene.submit(1);
  await scene.settleWith([[500_000], [500_000], [500_000]]);
  await scene.must(scene.anyone('openPackage', [0n, 0n, packageKeyOf(0)]));
  await scene.must(world.call(minerKey(0).address, 'claim', [keyOf(6).publicKey]));
  expect(world.paid.get(keyOf(6).publicKey)).toBe(70n * TAO);
  expect(await scene.owed(payee.to)).toBe(5n * TAO + 1n + OPENING_FEE_RAO);
  expect((await scene.request()).stage).toBe(STAGE.settled);
});

test('a native account that cannot be paid leaves the debt as it was', async () => {
  await scene.begin([100, 100, 100], 1);
  world.block += 31n;
  await scene.must(scene.settle());
  world.refusePayments = true;
  const claim = () => world.call(keyOf(800).address, 'claim', [keyOf(7).publicKey]);
  expect(await claim()).toMatchObject({ error: 'PaymentFailed' });
  expect(await world.call(keyOf(800).address, 'claim', [`0x${'00'.repeat(32)}`])).toMatchObject({
    error: 'InvalidPayee'
  });
  expect(await scene.owed(keyOf(800).address)).toBe(100n * TAO);
  world.refusePayments = false;
  await scene.must(claim());
  expect(await world.balanceRao()).toBe(30n * TAO + OPENING_FEE_RAO + RESERVE_RAO);
});
