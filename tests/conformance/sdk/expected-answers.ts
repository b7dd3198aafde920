// What the SDK should read: the local chain through our own client at block 5, and what its transactions must come to.
import { connectChain } from '#lib/chain/connection/connect-chain.ts';
import { DEVELOPMENT_ACCOUNTS } from '#lib/core/accounts/development-accounts.ts';
import { maxUpscaleU16 } from '#lib/core/consensus/max-upscale.ts';
import type { Expectations } from './judge-answers.ts';
import { timelockExpectations } from './timelock-exchange.ts';

const NETUID = 1;
const RAO = 1_000_000_000;
const alice = DEVELOPMENT_ACCOUNTS[0]!;

const mentions = (word: string) => (value: unknown) =>
  String(value).includes(word) ? undefined : `no ${word} in ${JSON.stringify(value)}`;

export async function expectedAnswers(url: string): Promise<Expectations> {
  const { api, disconnect } = await connectChain(url);
  try {
    const subtensor = api.query.subtensorModule!;
    const read = async (name: string, ...keys: unknown[]) => (await subtensor[name]!(...keys)).toJSON();
    const seats = (await api.call.neuronInfoRuntimeApi!.getNeurons!(NETUID)).toJSON() as unknown as {
      hotkey: string;
      coldkey: string;
      stake: [string, number][];
    }[];
    const free = async (publicKey: string) =>
      ((await api.query.system!.account!(publicKey)).toJSON() as { data: { free: number } }).data.free;
    const hash = (await api.rpc.chain.getBlockHash(3)).toHex();
    const { block } = await api.rpc.chain.getBlock(hash);
    const stakes = seats.map(({ stake }) => stake[0]![1]);
    return {
      'blocks: block': (await api.rpc.chain.getHeader()).number.toNumber(),
      'blocks: get_block_hash': hash,
      'blocks: get_block_info': block.extrinsics.length,
      'blocks: get_timestamp': true,
      'balances: get_balance': await free(alice.partner!.publicKey),
      'balances: get_balances': [
        await free(alice.partner!.publicKey),
        await free(DEVELOPMENT_ACCOUNTS[1]!.partner!.publicKey)
      ],
      'balances: get_existential_deposit': Number(api.consts.balances!.existentialDeposit!.toString()),
      'balances: get_transfer_fee': true,
      'metagraph: n': seats.length,
      'metagraph: hotkeys': seats.map(({ hotkey }) => hotkey),
      'metagraph: coldkeys': seats.map(({ coldkey }) => coldkey),
      'metagraph: stake': stakes.map((stake) => Math.round(stake / RAO)),
      'metagraph: validator_permit': await read('validatorPermit', NETUID),
      'metagraph: get_metagraph_info': seats.length,
      'metagraph: get_all_metagraphs_info': 1,
      'metagraph: neurons': seats.map(({ hotkey }) => hotkey),
      'metagraph: neurons_lite': seats.map((_, uid) => uid),
      'metagraph: get_uid_for_hotkey_on_subnet': alice.uid,
      'metagraph: is_hotkey_registered': true,
      'settings: tempo': await read('tempo', NETUID),
      'settings: kappa': await read('kappa', NETUID),
      'settings: immunity_period': await read('immunityPeriod', NETUID),
      'settings: min_allowed_weights': await read('minAllowedWeights', NETUID),
      'settings: weights_rate_limit': await read('weightsSetRateLimit', NETUID),
      'settings: max_validators': await read('maxAllowedValidators', NETUID),
      'settings: commit_reveal_enabled': await read('commitRevealWeightsEnabled', NETUID),
      'settings: recycle (burn)': await read('burn', NETUID),
      'settings: get_next_epoch_start_block': (
        await api.call.subnetInfoRuntimeApi!.getNextEpochStartBlock!(NETUID)
      ).toJSON(),
      'settings: get_epoch_schedule_state': await read('tempo', NETUID),
      'subnets: get_all_subnets_netuid': [NETUID],
      'subnets: subnet': NETUID,
      'subnets: all_subnets': [NETUID],
      'subnets: get_subnet_price': RAO,
      'stake: get_stake': stakes[0],
      'stake: get_stake_info_for_coldkey': [stakes[0]],
      'stake: get_hotkey_stake': stakes[0],
      'stake: get_delegate_take': await read('delegates', alice.publicKey),
      ...afterTransactions(),
      ...timelockExpectations()
    };
  } finally {
    await disconnect();
  }
}

/** The weights 0.2, 0.3, 0.5 as the SDK scales them and the chain stores them. */
const openRow = maxUpscaleU16([0.2, 0.3, 0.5].map((weight) => Math.round((weight / 0.5) * 65_535)));
const revealedRow = [21_845, 65_535];

const afterTransactions = (): Expectations => ({
  'weights: set_weights': 'done',
  'weights: weights, read back': openRow.map((value, i) => [3 + i, value]),
  'weights: set_weights without a permit': mentions('NeuronNoValidatorPermit'),
  'weights: set_weights unregistered': mentions('not registered'),
  'weights: incentive after an epoch': (value: unknown) =>
    (value as number[]).slice(3, 6).every((incentive) => incentive > 0) ? undefined : `${JSON.stringify(value)}`,
  'stake: add_stake': 'done',
  'stake: unstake': 'done',
  'balances: transfer': 'done',
  'balances: transfer, read back': 5 * RAO,
  'neurons: burned_register': 'done',
  'neurons: uid of the new neuron': 8,
  'neurons: serve_axon': 'done',
  'neurons: axon, read back': '203.0.113.7',
  'neurons: set_commitment': 'done',
  'neurons: get_commitment': 'a link',
  'commit-reveal: commit_reveal_enabled': true,
  'commit-reveal: commit_weights (hash)': 'done',
  'commit-reveal: set_weights (timelocked)': 'done',
  'commit-reveal: timelocked commits stored': 1,
  'commit-reveal: reveal_weights, too early': mentions('Custom error: 17'),
  'commit-reveal: reveal_weights (hash)': 'done',
  'commit-reveal: weights revealed by hash': revealedRow.map((value, i) => [3 + i, value]),
  'commit-reveal: weights opened by the chain': (value: unknown) =>
    (value as unknown[]).length > 0
      ? undefined
      : 'none: the SDK seals to the public quicknet, whose signatures nobody brings here; the local beacon has a key of its own'
});
