// Who stands behind a request. The contract knows its requester by the first 20 bytes of a public key, so an account is known
// again where it is a hotkey or a coldkey of the subnet; any other one stands for itself.
import type { Hex } from '../encoding/hex.ts';
import type { MarketSubmission } from '../market/market-state.ts';
import type { Neuron } from '../market/metagraph.ts';

type Keys = Pick<Neuron, 'publicKey' | 'coldkeyPublicKey'>;
const ACCOUNT_LENGTH = '0x'.length + 40;

const isAccountOf = (account: Hex, publicKey: Hex): boolean =>
  publicKey.slice(0, ACCOUNT_LENGTH).toLowerCase() === account.toLowerCase();

/** Public key of the coldkey whose account it is, itself or through one of its hotkeys; else the account. */
export function ownerOf(account: Hex, neurons: readonly Keys[]): Hex {
  const own = neurons.find(
    (keys) => isAccountOf(account, keys.coldkeyPublicKey) || isAccountOf(account, keys.publicKey)
  );
  return own?.coldkeyPublicKey ?? account;
}

/**
 * Whether a miner answers its own request: with the requester's account as hotkey, or under its coldkey, either as the contract
 * read it when the submission was committed or as the chain has it now. A coldkey that was swapped since then hides nothing.
 * @param coldkeyNow owner of the miner's hotkey now
 */
export function isOwnRequest(
  requester: Hex,
  { hotkey, coldkey }: Pick<MarketSubmission, 'hotkey' | 'coldkey'>,
  coldkeyNow: Hex,
  neurons: readonly Keys[]
): boolean {
  const owner = ownerOf(requester, neurons);
  return [hotkey, coldkey, coldkeyNow].some((key) => isAccountOf(requester, key) || owner === key);
}
