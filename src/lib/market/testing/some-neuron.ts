// A neuron and a metagraph as the chain shows them, for tests: every field can be set, none is left out.
import type { Metagraph, Neuron } from '../../core/market/metagraph.ts';

export function someNeuron(more: Partial<Neuron> = {}): Neuron {
  const { uid = 0 } = more;
  return {
    uid,
    hotkey: `5Hotkey${uid}`,
    publicKey: `0x1${uid}`,
    coldkey: `5Coldkey${uid}`,
    coldkeyPublicKey: `0x2${uid}`,
    validatorPermit: false,
    active: true,
    stakeRao: 1_000_000n,
    consensus: 0,
    incentive: 0,
    dividends: 0,
    validatorTrust: 0,
    emissionRao: 0n,
    lastUpdateBlock: 0,
    weights: [],
    ...more
  };
}

export const someMetagraph = (...neurons: Neuron[]): Metagraph => ({
  netuid: 2,
  block: 40,
  tempo: 100,
  blocksSinceEpoch: 10,
  neurons
});
