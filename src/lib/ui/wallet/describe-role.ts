// What an account is on the subnet, in words.
import type { Neuron } from '../../core/market/metagraph.ts';

export function describeRole(neuron: Neuron | null): { text: string; tone: 'neutral' | 'good' | 'info' } {
  if (!neuron) return { text: 'Requester (no uid on the subnet)', tone: 'neutral' };
  if (neuron.validatorPermit) return { text: `Validator, uid ${neuron.uid}, with permit`, tone: 'good' };
  return { text: `Miner, uid ${neuron.uid}`, tone: 'info' };
}
