// Turns what a node, a pallet or a wallet says into a sentence with a next step. Pool codes: subtensor
// `common/src/transaction_error.rs`; dispatch errors by name from metadata.
import type { ApiPromise } from '@polkadot/api';
import type { DispatchError } from '@polkadot/types/interfaces';
import { AppError } from '../core/error/app-error.ts';

interface Explanation {
  short: string;
  hint?: string;
}

/** `InvalidTransaction::Custom(n)` of subtensor. */
const CUSTOM_POOL_ERRORS: Record<number, Explanation> = {
  0: { short: 'This coldkey has a scheduled swap and cannot send transactions.' },
  1: { short: 'The stake is too low for this action.', hint: 'Add stake to the hotkey and try again.' },
  2: { short: 'The balance is too low for this action.', hint: 'Move funds to this account and try again.' },
  3: { short: 'This subnet does not exist.' },
  4: { short: 'This hotkey does not exist.' },
  5: { short: 'There is not enough stake to withdraw.' },
  6: { short: 'The rate limit of the chain was hit.', hint: 'Wait some blocks and try again.' },
  10: { short: 'This hotkey is not registered on the subnet.', hint: 'Register it first.' },
  12: { short: 'The serving rate limit of the chain was hit.', hint: 'Wait some blocks and try again.' },
  15: { short: 'The reveal round lies in the past.' },
  16: { short: 'No weights commit was found to reveal.' },
  17: { short: 'The commit is not in its reveal window.' },
  255: { short: 'The chain refused the request as malformed.' }
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
  }
};

/** Explains a pallet's error with the raw code in `details`. */
export function explainDispatchError(api: ApiPromise, error: DispatchError): AppError {
  if (!error.isModule) {
    const raw = error.isToken ? `token.${error.asToken.type}` : error.type;
    const short = /FundsUnavailable|BelowMinimum/.test(raw)
      ? 'The balance is too low.'
      : `The chain refused the call (${raw}).`;
    return new AppError('chain/dispatch-failed', short, { details: { raw } });
  }
  const meta = api.registry.findMetaError(error.asModule);
  const raw = `${meta.section}.${meta.name}`;
  const known = DISPATCH_ERRORS[raw];
  const short = known?.short ?? `The chain refused the call: ${meta.docs.join(' ') || meta.name}`;
  return new AppError('chain/dispatch-failed', short, { hints: known?.hint ? [known.hint] : [], details: { raw } });
}

/** Explains what a node answered on submission, or a wallet on signing. Returns null when the user refused to sign. */
export function explainSubmitError(thrown: unknown): AppError | null {
  if (thrown instanceof AppError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  if (/cancelled|canceled|rejected by user|user rejected|user denied/i.test(message)) return null;
  const details = { raw: message };
  const custom = /Custom error: (\d+)/.exec(message);
  if (custom) {
    const known = CUSTOM_POOL_ERRORS[Number(custom[1])];
    return new AppError(
      'chain/pool-rejected',
      known?.short ?? `The chain refused the transaction (code ${custom[1]}).`,
      {
        hints: known?.hint ? [known.hint] : [],
        details
      }
    );
  }
  const pool = POOL_MESSAGES.find(([pattern]) => pattern.test(message));
  if (pool) return new AppError(pool[1], pool[2].short, { hints: pool[2].hint ? [pool[2].hint] : [], details });
  return new AppError('chain/submit-failed', `The transaction could not be sent: ${message}`, {
    hints: ['Check that the chain is reachable; the history page shows whether it arrived before you send it again.'],
    details,
    cause: thrown
  });
}

const POOL_MESSAGES: [RegExp, string, Explanation][] = [
  [
    /Inability to pay some fees|balance too low/i,
    'chain/cannot-pay-fee',
    { short: 'The balance is too low to pay the fee.', hint: 'Move funds to this account and try again.' }
  ],
  [
    /outdated|stale/i,
    'chain/outdated',
    {
      short: 'Another transaction of this account came first.',
      hint: 'Try again: it will be signed with the next nonce.'
    }
  ],
  [
    /ancient birth block/i,
    'chain/expired',
    { short: 'The signature waited too long and has expired.', hint: 'Sign again.' }
  ],
  [
    /1014|Priority is too low/i,
    'chain/already-pending',
    { short: 'A transaction of this account is still waiting.', hint: 'Wait for it to be included.' }
  ],
  [
    /bad signature|BadProof/i,
    'chain/bad-signature',
    {
      short: 'The chain could not verify the signature.',
      hint: "Update the wallet's metadata for this chain and sign again."
    }
  ],
  [
    /disconnected|WebSocket is not connected|Abnormal Closure|No response received/i,
    'chain/unreachable',
    {
      short: 'The chain does not answer.',
      hint: 'Check that it runs, look whether the transaction arrived, then try again.'
    }
  ]
];
