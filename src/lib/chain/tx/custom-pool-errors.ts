// What `InvalidTransaction::Custom(n)` means on a Bittensor chain: subtensor `common/src/transaction_error.rs`.

export interface Explanation {
  short: string;
  hint?: string;
}

const WAIT = 'Wait some blocks and try again.';
const SWAP = 'Look at the coldkey swap in your wallet or with btcli.';

/** By the number in `Custom error: n`. */
export const CUSTOM_POOL_ERRORS: Record<number, Explanation> = {
  0: { short: 'This coldkey has a scheduled swap and cannot send transactions.', hint: SWAP },
  1: { short: 'The stake is too low for this action.', hint: 'Add stake to the hotkey and try again.' },
  2: { short: 'The balance is too low for this action.', hint: 'Move funds to this account and try again.' },
  3: { short: 'This subnet does not exist.', hint: 'Check the netuid on the Network page.' },
  4: { short: 'This hotkey does not exist.', hint: 'Register it first, or choose another account.' },
  5: { short: 'There is not enough stake to withdraw.', hint: 'Withdraw less.' },
  6: { short: 'The rate limit of the chain was hit.', hint: WAIT },
  7: { short: 'The pool of the subnet has too little liquidity.', hint: 'Use a smaller amount.' },
  8: { short: 'The price would move further than you allowed.', hint: 'Use a smaller amount or a wider limit.' },
  9: { short: 'This subnet does not allow transfers of stake.' },
  10: { short: 'This hotkey is not registered on the subnet.', hint: 'Register it first.' },
  11: { short: 'The IP address of the endpoint is not valid.', hint: 'Correct it and try again.' },
  12: { short: 'The serving rate limit of the chain was hit.', hint: WAIT },
  13: { short: 'The port of the endpoint is not valid.', hint: 'Correct it and try again.' },
  14: { short: 'At this price limit the amount is zero.', hint: 'Use a larger amount or a wider limit.' },
  15: { short: 'The reveal round lies in the past.', hint: 'Review the weights again and sign sooner.' },
  16: { short: 'No weights commit was found to reveal.' },
  17: { short: 'The commit is not in its reveal window.', hint: 'Wait for the window, or set the weights again.' },
  18: { short: 'The lists of the batch have different lengths.' },
  19: { short: 'The uid does not exist on the subnet.', hint: 'Load the page anew and try again.' },
  20: { short: 'An Ethereum key was associated with this hotkey too recently.', hint: WAIT },
  21: { short: 'The swap of this coldkey is disputed, so it cannot send transactions.', hint: SWAP },
  22: { short: 'The account that this proxy acts for is not valid.', hint: 'Check the proxy in your wallet.' },
  23: { short: 'The shielded transaction could not be read.', hint: 'Sign again.' },
  24: { short: 'The shielded transaction was made for another key.', hint: 'Sign again.' },
  25: { short: 'This coldkey does not own that hotkey.', hint: 'Sign with the coldkey that registered it.' },
  26: { short: 'The delegate take is too low.' },
  27: { short: 'The delegate take is too high.' },
  255: { short: 'The chain refused the request as malformed.', hint: 'Load the page anew and try again.' }
};
