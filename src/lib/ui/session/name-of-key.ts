// Who somebody is, by public key or by EVM address: a hotkey by its uid where it holds one.
import type { Metagraph, Neuron } from '../../core/market/metagraph.ts';
import type { Hex } from '../../core/encoding/hex.ts';
import { evmAddressOf } from '../../core/accounts/evm-address.ts';
import { shorten } from '../format/numbers.ts';

export function neuronOfKey(metagraph: Metagraph | null, key: Hex): Neuron | null {
  // An EVM address is the beginning of the public key.
  const address = evmAddressOf(key);
  return metagraph?.neurons.find(({ publicKey }) => evmAddressOf(publicKey) === address) ?? null;
}

/** `uid 3`, with `(you)` where it is the account; the shortened key of one without a uid. */
export function nameOfKey(metagraph: Metagraph | null, key: Hex, account: { publicKey: Hex } | null): string {
  const neuron = neuronOfKey(metagraph, key);
  const name = neuron ? `uid ${neuron.uid}` : shorten(key);
  return account && evmAddressOf(account.publicKey) === evmAddressOf(key) ? `${name} (you)` : name;
}
