// What the local chain's first block holds. Every value can be set; the defaults are documented in docs/chain.md.
import { stringToU8a, u8aToHex } from '@polkadot/util';
import { DEVELOPMENT_ACCOUNTS } from '#lib/core/accounts/development-accounts.ts';
import { blake2_256 } from '../frame/hashers.ts';

/** A contract that stands from the first block on. */
export interface GenesisContract {
  /** Where it stands; absent: the address its deployer would give it. */
  address?: string;
  /** Creation code with its constructor's arguments, 0x-prefixed hex. */
  initCode: string;
  /** Sender of the creation, 20 bytes; the default is the zero address. */
  deployer?: string;
  /** Its balance in rao, there before the creation code runs. */
  balanceRao?: bigint;
}

export interface GenesisNeuron {
  hotkey: string;
  coldkey: string;
  stakeRao: bigint;
  validatorPermit: boolean;
}

export interface GenesisConfig {
  netuid: number;
  /** Blocks between epochs. */
  tempo: number;
  /** Public keys (hex) and what they own. */
  balances: { account: string; rao: bigint }[];
  owner: string;
  ownerHotkey: string;
  /** Whether weights are committed first: by hash or timelocked, as the network's default is, or set in the open. */
  commitReveal: 'off' | 'hash-or-timelock';
  /** In the order of their uids. */
  neurons: GenesisNeuron[];
  /** Who may call sudo. */
  sudo: string;
  deploy: GenesisContract[];
}

const TAO = 1_000_000_000n;
const FUNDS_RAO = 10_000n * TAO;
/** Comparable, and none above half: no validator decides alone. */
const VALIDATOR_STAKES_RAO = [1_000n * TAO, 900n * TAO, 800n * TAO];
/** Short enough to watch: an epoch a minute at one block a second. */
export const LOCAL_TEMPO = 60;

/** The development chain: one subnet, three validators with permits, five miners, everybody funded. */
export function developmentGenesis(overrides: Partial<GenesisConfig> = {}): GenesisConfig {
  const owner = DEVELOPMENT_ACCOUNTS.find(({ role }) => role === 'owner')!;
  const neurons = DEVELOPMENT_ACCOUNTS.filter(({ uid }) => uid !== undefined);
  const keys = DEVELOPMENT_ACCOUNTS.flatMap(({ publicKey, partner }) => [
    publicKey,
    ...(partner ? [partner.publicKey] : [])
  ]);
  return {
    netuid: 1,
    tempo: LOCAL_TEMPO,
    commitReveal: 'off',
    balances: keys.map((account) => ({ account, rao: FUNDS_RAO })),
    owner: owner.publicKey,
    ownerHotkey: owner.partner!.publicKey,
    neurons: neurons.map(({ publicKey, partner, role }, uid) => ({
      hotkey: publicKey,
      coldkey: partner!.publicKey,
      stakeRao: role === 'validator' ? VALIDATOR_STAKES_RAO[uid]! : 0n,
      validatorPermit: role === 'validator'
    })),
    sudo: neurons[0]!.publicKey,
    deploy: [],
    ...overrides
  };
}

/** Names a genesis: two chains with the same digest begin with the same block. */
export function genesisDigest(config: GenesisConfig): string {
  const canonical = JSON.stringify(config, (_key, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value));
  return u8aToHex(blake2_256(stringToU8a(canonical)));
}
