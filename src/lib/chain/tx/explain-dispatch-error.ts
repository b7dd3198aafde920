// Turns a pallet's refusal into a sentence with a next step, by its name in the metadata.
import type { Registry } from '@polkadot/types/types';
import type { DispatchError } from '@polkadot/types/interfaces';
import { AppError } from '../../core/error/app-error.ts';

interface Explanation {
  short: string;
  hint?: string;
}

const MAY_NOT_DEPLOY: Explanation = {
  short: 'This chain lets only listed accounts deploy contracts.',
  hint: 'Deploy from a listed account, or ask the operators of the chain to list this one.'
};
const DISPATCH_ERRORS: Record<string, Explanation> = {
  'subtensorModule.HotKeyNotRegisteredInSubNet': {
    short: 'This hotkey is not registered on the subnet.',
    hint: 'Register it first.'
  },
  'subtensorModule.NeuronNoValidatorPermit': {
    short: 'This hotkey has no validator permit.',
    hint: 'It needs more stake; permits are renewed every epoch.'
  },
  'subtensorModule.NotEnoughStakeToSetWeights': {
    short: 'The stake is too low to set weights.',
    hint: 'Add stake to the hotkey.'
  },
  'subtensorModule.SettingWeightsTooFast': {
    short: 'Weights were set too recently.',
    hint: 'Wait some blocks and try again.'
  },
  'subtensorModule.IncorrectWeightVersionKey': {
    short: 'The subnet asks for a newer weights version.',
    hint: 'Update Assay.'
  },
  'subtensorModule.CommitRevealEnabled': {
    short: 'This subnet takes weights only by commit and reveal.',
    hint: 'Review the weights again: the rules of the subnet have changed.'
  },
  'subtensorModule.CommitRevealDisabled': {
    short: 'This subnet takes weights only in the open.',
    hint: 'Review the weights again: the rules of the subnet have changed.'
  },
  'subtensorModule.CommittingWeightsTooFast': {
    short: 'Weights were committed too recently.',
    hint: 'Wait some blocks and try again.'
  },
  'subtensorModule.TooManyUnrevealedCommits': {
    short: 'Too many commits of this hotkey wait to be revealed.',
    hint: 'Reveal them, or wait for their epoch.'
  },
  'subtensorModule.IncorrectCommitRevealVersion': {
    short: 'The chain asks for another version of commit and reveal.',
    hint: 'Reload the page; if it stays, update Assay.'
  },
  'subtensorModule.InvalidRevealRound': {
    short: 'The round the weights were encrypted to lies in the past.',
    hint: 'Review the weights again and sign sooner.'
  },
  'subtensorModule.NoWeightsCommitFound': { short: 'The chain holds no commit of this hotkey.' },
  'subtensorModule.ExpiredWeightCommit': {
    short: 'The reveal window of this commit has passed.',
    hint: 'Set the weights again.'
  },
  'subtensorModule.RevealTooEarly': {
    short: 'The reveal window of this commit is not open yet.',
    hint: 'Wait for the epoch that opens it.'
  },
  'subtensorModule.InvalidRevealCommitHashNotMatch': {
    short: 'What was revealed is not what was committed.',
    hint: 'Reveal in the browser, or with the data folder, that made the commit.'
  },
  'subtensorModule.WeightVecLengthIsLow': { short: 'The subnet wants entries for more uids.' },
  'subtensorModule.NotEnoughBalanceToStake': {
    short: 'The balance is too low.',
    hint: 'Move funds to this account and try again.'
  },
  'commitments.AccountNotAllowedCommit': {
    short: 'Only a hotkey registered on the subnet can publish a commitment.',
    hint: 'Register it first.'
  },
  'commitments.SpaceLimitExceeded': {
    short: 'The space for commitments is used up for this epoch.',
    hint: 'Wait for the next epoch.'
  },
  'balances.InsufficientBalance': {
    short: 'The balance is too low.',
    hint: 'Move funds to this account and try again.'
  },
  'evm.BalanceLow': {
    short: 'The account behind the contract call cannot pay value and gas.',
    hint: 'Move funds to this account and try again.'
  },
  // As spec 300 and as spec 425 name it.
  'evm.NotAllowed': MAY_NOT_DEPLOY,
  'evm.CreateOriginNotAllowed': MAY_NOT_DEPLOY
};

/** Explains a pallet's error with the raw code in `details`. */
export function explainDispatchError({ registry }: { registry: Registry }, error: DispatchError): AppError {
  if (!error.isModule) {
    const raw = error.isToken ? `token.${error.asToken.type}` : error.type;
    const short = /FundsUnavailable|BelowMinimum/.test(raw)
      ? 'The balance is too low.'
      : `The chain refused the call (${raw}).`;
    return new AppError('chain/dispatch-failed', short, { details: { raw } });
  }
  const meta = registry.findMetaError(error.asModule);
  const raw = `${meta.section}.${meta.name}`;
  const known = DISPATCH_ERRORS[raw];
  const short = known?.short ?? `The chain refused the call: ${meta.docs.join(' ') || meta.name}`;
  return new AppError('chain/dispatch-failed', short, { hints: known?.hint ? [known.hint] : [], details: { raw } });
}
