import { beforeEach, expect, test } from 'vitest';
import { Overlay } from '../../state/overlay.ts';
import { payOut } from './epoch-payout.ts';
import { stakeOf } from './stake.ts';
import { subtensorStorage as storage } from './subtensor-storage.ts';

const NETUID = 1;
const key = (n: number) => new Uint8Array(32).fill(n);
const [validator, miner, ownersMiner, ownerHotkey] = [key(1), key(2), key(3), key(4)];
const [validatorOwner, minerOwner, subnetOwner] = [key(11), key(12), key(13)];
const hotkeys = [validator, miner, ownersMiner];
let state: Overlay;

beforeEach(() => {
  state = new Overlay({ get: () => undefined, keysWithPrefix: () => [] });
  storage.SubnetOwner.put(state, NETUID, subnetOwner);
  storage.SubnetOwnerHotkey.put(state, NETUID, ownerHotkey);
  storage.OwnedHotkeys.put(state, subnetOwner, [ownersMiner, ownerHotkey]);
  hotkeys.forEach((hotkey, uid) => {
    storage.Uids.put(state, NETUID, hotkey, uid);
    storage.Owner.put(state, hotkey, [validatorOwner, minerOwner, subnetOwner][uid]!);
  });
  storage.Delegates.put(state, validator, 11_796);
});

test('the owner gets its cut, miners their incentive, the validator its take and its pool the rest', () => {
  payOut(
    state,
    NETUID,
    hotkeys,
    { serverEmissionRao: [0n, 300n, 100n], validatorEmissionRao: [7n, 0n, 0n] },
    { server: 400n, validator: 1000n, ownerCut: 90n }
  );
  expect(stakeOf(state, ownerHotkey, subnetOwner, NETUID)).toBe(90n);
  expect(stakeOf(state, miner, minerOwner, NETUID)).toBe(300n);
  // 11796 / 65535 of 1000 floors to 179; what is left of 820.006 rao floors to 820.
  expect(storage.AlphaDividendsPerSubnet.get(state, NETUID, validator)).toBe(820n);
  expect(storage.TotalHotkeyAlpha.get(state, validator, NETUID)).toBe(999n);
  expect(storage.TotalHotkeyAlphaLastEpoch.get(state, validator, NETUID)).toBe(999n);
});

test("the incentive of the owner's neurons is burned", () => {
  payOut(
    state,
    NETUID,
    hotkeys,
    { serverEmissionRao: [0n, 300n, 100n], validatorEmissionRao: [7n, 0n, 0n] },
    { server: 400n, validator: 1000n, ownerCut: 0n }
  );
  expect(stakeOf(state, ownersMiner, subnetOwner, NETUID)).toBe(0n);
});

test('where nobody has an incentive, validators share all of it by their dividends', () => {
  payOut(
    state,
    NETUID,
    hotkeys,
    { serverEmissionRao: [0n, 0n, 0n], validatorEmissionRao: [1n, 2n, 0n] },
    { server: 500n, validator: 1000n, ownerCut: 0n }
  );
  // 499.99... and 999.99... rao: take and rest each floor, the fractions are lost as on the chain.
  expect(storage.TotalHotkeyAlpha.get(state, validator, NETUID)).toBe(499n);
  expect(storage.TotalHotkeyAlpha.get(state, miner, NETUID)).toBe(999n);
});
