// Differences between a public runtime and the local chain, each with a reason that was looked up in the subtensor
// repository at both versions. One that nobody has explained says so.
import type { KnownDifference } from './compare-runs.ts';

const RENAMED = 'the same refusal under an older name';
/** How the reason begins of a difference that was looked at and not understood. */
export const NOT_EXPLAINED = 'not explained';
const IN_THE_POOL =
  '425 refuses it before it enters the pool (guards/, extensions/subtensor.rs); then it was an error of the call';

export const KNOWN_DIFFERENCES: readonly KnownDifference[] = [
  {
    area: 'registration',
    name: 'price after six registrations, rao',
    specVersions: [143, 218, 300],
    reason:
      'the price moved at the end of an adjustment interval; 425 raises it with every registration and lets it fall in every block'
  },
  { area: 'registration', name: /./, specVersions: [143], reason: RENAMED },
  { area: 'registration', name: 'no such subnet', specVersions: [218, 300], reason: RENAMED },
  {
    area: 'stake',
    name: 'more than is staked comes back',
    specVersions: [143, 218],
    reason: 'it was refused; 425 takes what there is, here nothing, which is too little'
  },
  {
    area: 'stake',
    name: 'more than is staked comes back',
    specVersions: [300],
    reason: 'refused before the pool then; 425 takes what there is, here nothing, which is too little'
  },
  {
    area: 'stake',
    name: /./,
    specVersions: [300],
    reason: 'calls about stake were also checked before the pool then; in 425 only what guards/ names is'
  },
  { area: 'stake', name: 'a hotkey nobody created', specVersions: [143], reason: RENAMED },
  {
    area: 'weights',
    name: 'the root network',
    specVersions: [143],
    reason: 'validators weighed subnets with the same call; in 425 commit-reveal, on by default, is looked at first'
  },
  {
    area: 'weights',
    name: 'the root network',
    specVersions: [218, 300],
    reason: 'commit-reveal was off by default; in 425 it is on by default, and looked at first'
  },
  { area: 'weights', name: 'too fast', specVersions: [143, 218, 300], reason: IN_THE_POOL },
  { area: 'weights', name: 'without a permit', specVersions: [218], reason: NOT_EXPLAINED },
  { area: 'weights', name: /./, specVersions: [143], reason: RENAMED },
  {
    area: 'epoch',
    name: /./,
    specVersions: [218],
    reason: `${NOT_EXPLAINED}: this build, of the weeks before dynamic TAO, gives no neuron anything and all a permit`
  },
  { area: 'commit-reveal', name: /^revealed/, specVersions: [218, 300], reason: IN_THE_POOL },
  {
    area: 'evm',
    name: 'gas of a transfer, rao',
    specVersions: [218],
    reason: `${NOT_EXPLAINED}: the whole gas limit was kept, at 10 gwei`
  },
  {
    area: 'evm',
    name: 'base fee, wei',
    specVersions: [218, 300],
    reason: 'it follows load there (elasticity 12.5 %) and began at 20 gwei; here it is constant'
  },
  {
    area: 'evm',
    name: 'gas of a transfer, rao',
    specVersions: [300],
    reason: 'the same gas at the lower base fee of the row above'
  },
  { area: 'market', name: /^a registered miner submits/, specVersions: [218], reason: NOT_EXPLAINED },
  {
    area: 'market',
    name: 'it is settled',
    specVersions: [218],
    reason: 'nothing was submitted there, see above, so the bounty goes back'
  },
  { area: 'market', name: /./, specVersions: [218], reason: 'follows from the submission that failed above' }
];
