// The script: the same steps on every chain, each reporting JSON that is compared. A subnet is written into storage so that
// both start alike; what happens on it is done by transactions.
import type { Hex } from 'viem';
import { mirrorAddressOf } from '#lib/chain/tx/mirror-account.ts';
import { blake2AsHex } from '@polkadot/util-crypto';
import { ABSENT, type ChainUnderTest, type Json, type Sent, type Write } from './chain-under-test.ts';
import { evmArgs, evmOf, freeOf } from './evm-arguments.ts';
import { marketSteps } from './market-steps.ts';
import { step, type Step } from './step.ts';

const NETUID = 7;
/** No epoch comes while neurons register, stake and weigh; then the tempo is short. */
const LONG_TEMPO = 10_000;
const TEMPO = 20;
const TAO = 1_000_000_000;
const BURN = TAO;
const NAMES = ['Alice', 'Bob', 'Charlie', 'Dave', 'Eve'] as const;
const VALIDATORS = 3;
const hot = (chain: ChainUnderTest, name: string) => chain.account(`//${name}`).address;

/** Rules of the subnet that every version knows; those a version lacks are skipped. */
const SUBNET: Write[] = [
  ['networksAdded', [NETUID], true],
  ['networkRegistrationAllowed', [NETUID], true],
  ['subnetMechanism', [NETUID], 0],
  ['subtokenEnabled', [NETUID], true],
  ['tempo', [NETUID], LONG_TEMPO],
  ['maxAllowedUids', [NETUID], 16],
  ['burn', [NETUID], BURN],
  ['minBurn', [NETUID], 500_000],
  ['maxBurn', [NETUID], 100 * TAO],
  ['immunityPeriod', [NETUID], 5000],
  ['minAllowedWeights', [NETUID], 2],
  ['maxWeightsLimit', [NETUID], 65_535],
  ['maxAllowedValidators', [NETUID], VALIDATORS],
  ['weightsSetRateLimit', [NETUID], 0],
  ['weightsVersionKey', [NETUID], 5],
  ['activityCutoff', [NETUID], 5000],
  ['activityCutoffFactorMilli', [NETUID], 50_000],
  ['bondsMovingAverage', [NETUID], 900_000],
  ['bondsPenalty', [NETUID], 65_535],
  ['kappa', [NETUID], 32_767],
  ['adjustmentInterval', [NETUID], 10_000],
  ['targetRegistrationsPerInterval', [NETUID], 100],
  ['maxRegistrationsPerBlock', [NETUID], 100],
  ['commitRevealWeightsEnabled', [NETUID], false],
  ['weightsMinStake', [], 0],
  ['stakeThreshold', [], 0],
  ['txRateLimit', [], 0]
];

const outcome = ({ outcome: text }: Sent): Json => text;
const setWeights = (chain: ChainUnderTest, who: string, dests: number[], weights: number[], versionKey = 5) =>
  chain.send('subtensorModule.setWeights', { netuid: NETUID, dests, weights, versionKey }, `//${who}`).then(outcome);
const register = (chain: ChainUnderTest, name: string, netuid = NETUID) =>
  chain.send('subtensorModule.burnedRegister', { netuid, hotkey: hot(chain, name) }, `//${name}//cold`).then(outcome);
const addStake = (chain: ChainUnderTest, name: string, tao: number, hotkey = hot(chain, name)) =>
  chain
    .send('subtensorModule.addStake', { hotkey, netuid: NETUID, amountStaked: tao * TAO }, `//${name}//cold`)
    .then(outcome);
/** A hotkey's stake, where this version keeps it. */
async function stakeOf(chain: ChainUnderTest, name: string): Promise<Json> {
  const alpha = await chain.read('totalHotkeyAlpha', hot(chain, name), NETUID);
  return alpha === ABSENT ? chain.read('totalHotkeyStake', hot(chain, name)) : alpha;
}

const registration: Step[] = [
  step('registration', 'the subnet stands', async (chain) => {
    await chain.write(SUBNET);
    return chain.read('networksAdded', NETUID);
  }),
  step('registration', 'five neurons register', async (chain) => {
    const outcomes: Json[] = [];
    for (const name of NAMES) outcomes.push(await register(chain, name));
    return outcomes;
  }),
  step('registration', 'their uids', async (chain) =>
    Promise.all(NAMES.map((name) => chain.read('uids', NETUID, hot(chain, name))))
  ),
  step('registration', 'the seat has a price, before fees', async (chain) => {
    const before = BigInt(String(await freeOf(chain, chain.account('//Heidi//cold').address)));
    const price = BigInt(String(await chain.read('burn', NETUID)));
    await register(chain, 'Heidi');
    const after = BigInt(String(await freeOf(chain, chain.account('//Heidi//cold').address)));
    // Within one percent: transaction fees, and a price that falls from block to block in newer versions.
    const paid = before - after;
    return paid * 100n >= price * 99n && paid * 100n <= price * 101n;
  }),
  step('registration', 'price after six registrations, rao', (chain) => chain.read('burn', NETUID)),
  step('registration', 'a registered hotkey again', (chain) => register(chain, 'Alice')),
  step('registration', 'no such subnet', (chain) => register(chain, 'Ferdie', 99)),
  step('registration', 'root network', (chain) => register(chain, 'Ferdie', 0)),
  step('registration', 'another coldkey, a known hotkey', async (chain) =>
    outcome(
      await chain.send(
        'subtensorModule.burnedRegister',
        { netuid: NETUID, hotkey: hot(chain, 'Alice') },
        '//Ferdie//cold'
      )
    )
  ),
  step('registration', 'more than the account has', async (chain) => {
    await chain.write([
      ['maxBurn', [NETUID], '90000000000000'],
      ['burn', [NETUID], '90000000000000']
    ]);
    const text = await register(chain, 'Grace');
    await chain.write([
      ['maxBurn', [NETUID], 100 * TAO],
      ['burn', [NETUID], BURN]
    ]);
    return text;
  }),
  step('registration', 'registration switched off', async (chain) => {
    await chain.write([['networkRegistrationAllowed', [NETUID], false]]);
    const text = await register(chain, 'Grace');
    await chain.write([['networkRegistrationAllowed', [NETUID], true]]);
    return text;
  })
];

const stake: Step[] = [
  step('stake', 'three validators stake 1000, 900, 800 TAO', async (chain) => [
    await addStake(chain, 'Alice', 1000),
    await addStake(chain, 'Bob', 900),
    await addStake(chain, 'Charlie', 800)
  ]),
  step('stake', 'stakes', (chain) => Promise.all(NAMES.map((name) => stakeOf(chain, name)))),
  step('stake', 'more than the account has', (chain) => addStake(chain, 'Alice', 1_000_000)),
  step('stake', 'a hotkey nobody created', (chain) => addStake(chain, 'Alice', 1, hot(chain, 'Nobody'))),
  step('stake', 'half a TAO comes back', async (chain) => {
    const args = { hotkey: hot(chain, 'Charlie'), netuid: NETUID, amountUnstaked: TAO / 2 };
    const text = outcome(await chain.send('subtensorModule.removeStake', args, '//Charlie//cold'));
    return [text, await stakeOf(chain, 'Charlie')];
  }),
  step('stake', 'more than is staked comes back', async (chain) => {
    const args = { hotkey: hot(chain, 'Dave'), netuid: NETUID, amountUnstaked: TAO };
    return outcome(await chain.send('subtensorModule.removeStake', args, '//Dave//cold'));
  })
];

const permits = Array.from({ length: 6 }, (_, uid) => uid < VALIDATORS);
const weights: Step[] = [
  step('weights', 'without a permit', (chain) => setWeights(chain, 'Alice', [3, 4], [1, 3])),
  step('weights', 'with a permit', async (chain) => {
    await chain.write([['validatorPermit', [NETUID], permits]]);
    return [await setWeights(chain, 'Alice', [3, 4], [1, 3]), await chain.read('weights', NETUID, 0)];
  }),
  step('weights', 'of the other two validators', async (chain) => [
    await setWeights(chain, 'Bob', [3, 4], [2, 2]),
    await setWeights(chain, 'Charlie', [3, 4], [65_535, 1])
  ]),
  step('weights', 'the rows', (chain) => Promise.all([1, 2].map((uid) => chain.read('weights', NETUID, uid)))),
  step('weights', 'fewer than the subnet wants', (chain) => setWeights(chain, 'Alice', [3], [1])),
  step('weights', 'unequal lengths', (chain) => setWeights(chain, 'Alice', [3, 4], [1])),
  step('weights', 'a uid twice', (chain) => setWeights(chain, 'Alice', [3, 3], [1, 2])),
  step('weights', 'a uid that is not there', (chain) => setWeights(chain, 'Alice', [3, 50], [1, 2])),
  step('weights', 'more uids than there are', (chain) =>
    setWeights(chain, 'Alice', [0, 1, 2, 3, 4, 5, 6, 7], [1, 1, 1, 1, 1, 1, 1, 1])
  ),
  step('weights', 'an old version key', (chain) => setWeights(chain, 'Alice', [3, 4], [1, 3], 4)),
  step('weights', 'a hotkey that is not registered', (chain) => setWeights(chain, 'Ferdie', [3, 4], [1, 3])),
  step('weights', 'the root network', async (chain) =>
    outcome(
      await chain.send(
        'subtensorModule.setWeights',
        { netuid: 0, dests: [0, 1], weights: [1, 1], versionKey: 5 },
        '//Alice'
      )
    )
  ),
  step('weights', 'too fast', async (chain) => {
    await chain.write([['weightsSetRateLimit', [NETUID], 1000]]);
    const text = await setWeights(chain, 'Alice', [3, 4], [1, 3]);
    await chain.write([['weightsSetRateLimit', [NETUID], 0]]);
    return text;
  }),
  step('weights', 'all zero', (chain) => setWeights(chain, 'Alice', [3, 4], [0, 0]))
];

const hashOf = (chain: ChainUnderTest, who: string, uids: number[], values: number[], salt: number[]) => {
  const { registry } = chain.connection.api;
  const content = registry.createType('(AccountId, u16, Vec<u16>, Vec<u16>, Vec<u16>, u64)', [
    chain.account(`//${who}`).publicKey,
    NETUID,
    uids,
    values,
    salt,
    5
  ]);
  return blake2AsHex(content.toU8a(), 256);
};
const reveal = (chain: ChainUnderTest, salt: number[]) =>
  chain
    .send(
      'subtensorModule.revealWeights',
      { netuid: NETUID, uids: [3, 4], values: [1, 3], salt, versionKey: 5 },
      '//Alice'
    )
    .then(outcome);
const commitReveal: Step[] = [
  step('commit-reveal', 'set in the open although commits are wanted', async (chain) => {
    if (!chain.has('subtensorModule.commitWeights')) return ABSENT;
    await chain.write([['commitRevealWeightsEnabled', [NETUID], true]]);
    return setWeights(chain, 'Alice', [3, 4], [1, 3]);
  }),
  step('commit-reveal', 'a commit', async (chain) => {
    const commitHash = hashOf(chain, 'Alice', [3, 4], [1, 3], [9]);
    return outcome(await chain.send('subtensorModule.commitWeights', { netuid: NETUID, commitHash }, '//Alice'));
  }),
  step('commit-reveal', 'revealed at once', (chain) => reveal(chain, [9])),
  step('commit-reveal', 'revealed in the next epoch with another salt, then with its own', async (chain) => {
    if (!chain.has('subtensorModule.commitWeights')) return ABSENT;
    await untilEpoch(chain);
    return [await reveal(chain, [8]), await reveal(chain, [9])];
  }),
  step('commit-reveal', 'switched off again', async (chain) => {
    await chain.write([['commitRevealWeightsEnabled', [NETUID], false]]);
    const commitHash = hashOf(chain, 'Alice', [3, 4], [1, 3], [9]);
    return outcome(await chain.send('subtensorModule.commitWeights', { netuid: NETUID, commitHash }, '//Alice'));
  })
];

/** Blocks until the subnet has run another epoch. */
async function untilEpoch(chain: ChainUnderTest): Promise<void> {
  const before = await chain.read('lastMechansimStepBlock', NETUID);
  for (let i = 0; i < 3 * TEMPO; i++) {
    await chain.newBlocks(1);
    if ((await chain.read('lastMechansimStepBlock', NETUID)) !== before) return;
  }
  throw new Error('No epoch came.');
}

const RESULTS = ['consensus', 'incentive', 'dividends', 'validatorTrust', 'validatorPermit', 'active'] as const;
/** Stake as it was before anything was paid out, so that one epoch is compared with one epoch. */
const stakesAgain = (chain: ChainUnderTest): Promise<void> =>
  chain.write(
    [1000, 900, 799.5, 0, 0, 0].map((tao, uid): Write => [
      'totalHotkeyAlpha',
      [hot(chain, [...NAMES, 'Heidi'][uid]!), NETUID],
      tao * TAO
    ])
  );
const epoch: Step[] = [
  step('epoch', 'three validators have weighed', async (chain) => {
    const outcomes = [
      await setWeights(chain, 'Alice', [3, 4], [1, 3]),
      await setWeights(chain, 'Bob', [3, 4], [2, 2]),
      await setWeights(chain, 'Charlie', [3, 4], [65_535, 1])
    ];
    await chain.write([
      ['tempo', [NETUID], TEMPO],
      ['lastEpochBlock', [NETUID], await chain.blockNumber()]
    ]);
    return outcomes;
  }),
  ...[1, 2].flatMap((round) => [
    step('epoch', `epoch ${round} runs`, async (chain) => {
      await stakesAgain(chain);
      await untilEpoch(chain);
      return true;
    }),
    ...RESULTS.map((item) => step('epoch', `${item} after ${round}`, (chain) => chain.read(item, NETUID))),
    step('epoch', `bonds after ${round}`, (chain) =>
      Promise.all([0, 1, 2].map((uid) => chain.read('bonds', NETUID, uid)))
    )
  ])
];

const SINK = `0x${'11'.repeat(20)}` as Hex;
const eventNames = ({ outcome: text, events }: Sent): Json => [
  text,
  ...events.map(({ name }) => name).filter((name) => name.startsWith('evm.'))
];
/** SELFBALANCE, stored and returned: the contract's code is what it saw when it was created. */
const CODE_IS_ITS_BALANCE = '0x4760005260206000f3';
/** The same of what CALL to the sink, and CREATE of nothing, said when they were given all the value. */
const CODE_IS_CALL_WITH_ALL = `0x60006000600060003473${SINK.slice(2)}5af160005260206000f3`;
const CODE_IS_CREATE_WITH_ALL = '0x6000600034f060005260206000f3';
const evm: Step[] = [
  step('evm', 'mirror accounts are funded, one may deploy', async (chain) => {
    if (!chain.has('evm.call')) return ABSENT;
    const list = chain.call('evm.setWhitelist', { new: [evmOf(chain, '//Alice')] });
    if (list) await chain.send('sudo.sudo', { call: list }, '//Alice');
    const transfer = chain.has('balances.transferKeepAlive') ? 'balances.transferKeepAlive' : 'balances.transfer';
    const outcomes: Json[] = [];
    for (const name of ['Alice', 'Dave']) {
      const dest = mirrorAddressOf(evmOf(chain, `//${name}`));
      outcomes.push(outcome(await chain.send(transfer, { dest, value: 50 * TAO }, `//${name}//cold`)));
    }
    return outcomes;
  }),
  step('evm', 'evm.call moves value: 1 TAO is 10^18 wei', async (chain) => {
    const args = { ...evmArgs(evmOf(chain, '//Alice')), target: SINK, input: '0x', value: 10n ** 18n };
    const sent = await chain.send('evm.call', args, '//Alice');
    if (sent.outcome === ABSENT) return ABSENT;
    return [...(eventNames(sent) as Json[]), await freeOf(chain, mirrorAddressOf(SINK))];
  }),
  step('evm', 'base fee, wei', (chain) => chain.read('baseFee.baseFeePerGas')),
  step('evm', 'gas of a transfer, rao', async (chain) => {
    if (!chain.has('evm.call')) return ABSENT;
    const mirror = mirrorAddressOf(evmOf(chain, '//Alice'));
    const before = Number(await freeOf(chain, mirror));
    await chain.send('evm.call', { ...evmArgs(evmOf(chain, '//Alice')), target: SINK, input: '0x' }, '//Alice');
    return before - Number(await freeOf(chain, mirror));
  }),
  step('evm', 'another key as the source', async (chain) => {
    const args = { ...evmArgs(evmOf(chain, '//Bob')), target: SINK, input: '0x' };
    return outcome(await chain.send('evm.call', args, '//Alice'));
  }),
  step('evm', 'value without a balance', async (chain) => {
    const args = { ...evmArgs(evmOf(chain, '//Bob')), target: SINK, input: '0x', value: 10n ** 18n };
    return outcome(await chain.send('evm.call', args, '//Bob'));
  }),
  step('evm', 'fee below the base fee', async (chain) => {
    const args = { ...evmArgs(evmOf(chain, '//Alice')), target: SINK, input: '0x', maxFeePerGas: 1n };
    return outcome(await chain.send('evm.call', args, '//Alice'));
  }),
  step('evm', 'what a contract sees of 500, 1,000 and 5,000 rao, wei', async (chain) => {
    const seen: Json[] = [];
    for (const rao of [500n, 1000n, 5000n]) {
      const args = { ...evmArgs(evmOf(chain, '//Alice')), init: CODE_IS_ITS_BALANCE, value: rao * 10n ** 9n };
      const sent = await chain.send('evm.create', args, '//Alice');
      const created = sent.events.find(({ name }) => name === 'evm.Created')?.data as [Hex] | undefined;
      if (!created) return outcome(sent);
      seen.push(BigInt(String(await chain.read('evm.accountCodes', created[0]))).toString());
    }
    return seen;
  }),
  step('evm', 'a new contract that calls, and one that creates, with all of its 1,500 rao', async (chain) => {
    const succeeded: Json[] = [];
    for (const init of [CODE_IS_CALL_WITH_ALL, CODE_IS_CREATE_WITH_ALL]) {
      const args = { ...evmArgs(evmOf(chain, '//Alice')), init, value: 1500n * 10n ** 9n };
      const sent = await chain.send('evm.create', args, '//Alice');
      const created = sent.events.find(({ name }) => name === 'evm.Created')?.data as [Hex] | undefined;
      if (!created) return outcome(sent);
      succeeded.push(BigInt(String(await chain.read('evm.accountCodes', created[0]))) > 0n);
    }
    return succeeded;
  }),
  step('evm', 'evm.withdraw brings 1 TAO back', async (chain) => {
    const address = evmOf(chain, '//Alice');
    const before = Number(await freeOf(chain, mirrorAddressOf(address)));
    const sent = await chain.send('evm.withdraw', { address, value: TAO }, '//Alice');
    if (sent.outcome === ABSENT) return ABSENT;
    return [outcome(sent), before - Number(await freeOf(chain, mirrorAddressOf(address)))];
  }),
  step('evm', 'evm.withdraw from the address of another key', async (chain) => {
    const args = { address: evmOf(chain, '//Alice'), value: TAO };
    return outcome(await chain.send('evm.withdraw', args, '//Bob'));
  })
];

export const SCRIPT: readonly Step[] = [
  ...registration,
  ...stake,
  ...weights,
  ...epoch,
  ...commitReveal,
  ...evm,
  ...marketSteps(NETUID)
];
