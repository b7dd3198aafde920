// Which neuron an account is on the subnet, and what it may do.
import type { Metagraph, Neuron } from '../../core/market/metagraph.ts';
import { AppError } from '../../core/error/app-error.ts';

/** The neuron whose hotkey the account is, or null. Keys are compared, not address texts. */
export function findAccountNeuron(metagraph: Metagraph, account: { publicKey: string }): Neuron | null {
  return metagraph.neurons.find((neuron) => neuron.publicKey === account.publicKey) ?? null;
}

/** @throws AppError `account/not-registered`. */
export function requireNeuron(metagraph: Metagraph, account: { publicKey: string; name: string }): Neuron {
  const neuron = findAccountNeuron(metagraph, account);
  if (neuron) return neuron;
  throw new AppError('account/not-registered', `${account.name} is not registered on subnet ${metagraph.netuid}.`, {
    hints: ['Choose an account that holds a uid, or register this hotkey first.']
  });
}

/** @throws AppError `account/not-registered` or `account/no-permit`. */
export function requireValidator(metagraph: Metagraph, account: { publicKey: string; name: string }): Neuron {
  const neuron = requireNeuron(metagraph, account);
  if (neuron.validatorPermit) return neuron;
  throw new AppError('account/no-permit', `${account.name} has no validator permit on subnet ${metagraph.netuid}.`, {
    hints: ['Choose a validator, or add stake: permits are renewed every epoch.']
  });
}
