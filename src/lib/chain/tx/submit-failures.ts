// What wallets and nodes say when a transaction is not taken, as sentences: JSON-RPC codes of Substrate's author API, and
// the words of polkadot-js, Talisman, SubWallet and the Ledger apps. The first that fits counts.
import type { ErrorCode } from '../../core/error/error-codes.ts';
import type { Explanation } from './custom-pool-errors.ts';

interface KnownFailure extends Explanation {
  /** Stands in the error's message. */
  pattern: RegExp;
  code: ErrorCode;
}

/** The user said no: an outcome, not an error. 0x6985 and 0x6986 are a Ledger's "rejected". */
export const REFUSED_BY_USER =
  /^cancel(l)?ed$|cancel(l)?ed by (the )?user|^rejected$|rejected by (the )?user|user (has )?(rejected|denied|cancel)|request (was )?(rejected|denied)|transaction rejected|0x698[56]/i;

const METADATA_BUTTON = 'Offer the metadata to the wallet in the account dialog, accept it there, and sign again.';

export const SUBMIT_FAILURES: readonly KnownFailure[] = [
  {
    pattern: /0x5515|locked device|device is locked/i,
    code: 'wallet/ledger-locked',
    short: 'The Ledger is locked.',
    hint: 'Unlock it with its PIN, open the Polkadot app on it, and sign again.'
  },
  {
    pattern: /0x6e0[01]|0x6511|app does not seem to be open|wrong app|open the .* app/i,
    code: 'wallet/ledger-app-closed',
    short: 'The Polkadot app is not open on the Ledger.',
    hint: 'Open it on the device and sign again.'
  },
  {
    pattern: /ledger.*(metadata|mode)|checkmetadatahash|metadata ?hash/i,
    code: 'wallet/metadata-hash',
    short: 'The wallet could not make the metadata hash that a Ledger needs for this chain.',
    hint: METADATA_BUTTON
  },
  {
    pattern: /ledger|transport|hid device|failed to open the device/i,
    code: 'wallet/ledger-unreachable',
    short: 'The wallet could not reach the Ledger.',
    hint: 'Connect it, unlock it, close other programs that use it, and sign again.'
  },
  {
    pattern: /unable to retrieve keypair|unable to find (the )?(keypair|account)|no keypair/i,
    code: 'wallet/account-missing',
    short: 'The wallet no longer holds this account.',
    hint: 'Add it to the wallet again, or connect another account.'
  },
  {
    pattern: /unable to decode using the supplied passphrase|incorrect password|wrong password/i,
    code: 'wallet/wrong-password',
    short: 'The wallet did not accept the password.',
    hint: 'Sign again with the right one.'
  },
  {
    pattern: /wallet is locked|extension is locked|keyring is locked/i,
    code: 'wallet/locked',
    short: 'The wallet is locked.',
    hint: 'Open it, unlock it, and try again.'
  },
  {
    pattern: /has not been authori[sz]ed|not allowed to interact|not connected to this (site|origin)/i,
    code: 'wallet/refused',
    short: 'The wallet does not give Assay access any more.',
    hint: 'Allow this site in the wallet and connect it again.'
  },
  {
    pattern: /pending (authori[sz]ation )?request|already (a )?pending|duplicate request/i,
    code: 'wallet/busy',
    short: 'The wallet still waits for an answer to an earlier request.',
    hint: 'Open the wallet and answer it, then try again.'
  },
  {
    pattern: /extension context invalidated|message port closed|receiving end does not exist/i,
    code: 'wallet/gone',
    short: 'The wallet was updated or switched off while this page was open.',
    hint: 'Load the page anew and connect it again.'
  },
  {
    pattern: /does not support signing|no signer|invalid signer interface/i,
    code: 'wallet/cannot-sign',
    short: 'The wallet shows this account but cannot sign with it.',
    hint: 'It may be watch-only or of another device: connect another account.'
  },
  {
    pattern: /inability to pay some fees|balance too low/i,
    code: 'chain/cannot-pay-fee',
    short: 'The balance is too low to pay the fee.',
    hint: 'Move funds to this account and try again.'
  },
  {
    pattern: /outdated|stale/i,
    code: 'chain/outdated',
    short: 'Another transaction of this account came first.',
    hint: 'Try again: it will be signed with the next nonce.'
  },
  {
    pattern: /ancient birth block/i,
    code: 'chain/expired',
    short: 'The signature waited too long and has expired.',
    hint: 'Sign again.'
  },
  {
    pattern: /^1014|priority is too low/i,
    code: 'chain/already-pending',
    short: 'A transaction of this account is still waiting, and a new one cannot replace it: a tip does not help.',
    hint: 'Wait until it is in a block, then try again.'
  },
  {
    pattern: /^1013|already imported/i,
    code: 'chain/already-sent',
    short: 'The chain holds this very transaction already.',
    hint: 'Wait for it: the history shows when it is in a block.'
  },
  {
    pattern: /^1012|temporarily banned/i,
    code: 'chain/banned',
    short: 'The node has just dropped this very transaction and does not take it again for a while.',
    hint: 'Look in the history whether it arrived; else sign again, which makes a new one.'
  },
  {
    pattern: /^1016|immediately dropped|pool is full/i,
    code: 'chain/pool-full',
    short: 'The node has too many transactions waiting.',
    hint: 'Wait a minute and try again, or use another node on the Network page.'
  },
  {
    pattern: /bad signature|badproof/i,
    code: 'chain/bad-signature',
    short:
      'The chain could not verify the signature: the wallet signed with old metadata, or without the metadata hash (CheckMetadataHash) as this chain has it.',
    hint: METADATA_BUTTON
  },
  {
    pattern: /^1002|verification error|wasm.*unreachable|could not decode/i,
    code: 'chain/unreadable',
    short: 'The chain could not read the transaction.',
    hint: 'Load the page anew, so that it reads the runtime again, and sign again.'
  },
  {
    pattern: /^1011|unknown transaction validity|cannot lookup/i,
    code: 'chain/validity-unknown',
    short: 'The node cannot tell yet whether the transaction is valid.',
    hint: 'Wait until the node has caught up, then try again.'
  },
  {
    pattern: /^4003|state (already )?discarded|unknown block/i,
    code: 'chain/state-discarded',
    short: 'The node no longer keeps the state of that block.',
    hint: 'Use an archive node on the Network page, or look at a newer block.'
  },
  {
    pattern: /call is filtered|safe ?mode/i,
    code: 'chain/call-filtered',
    short: 'The chain does not allow this call now.',
    hint: 'It may be in safe mode: try again later.'
  },
  {
    pattern:
      /disconnected|websocket is not connected|abnormal closure|no response received|tab moved to another worker/i,
    code: 'chain/unreachable',
    short: 'The chain does not answer.',
    hint: 'Check that it runs, look whether the transaction arrived, then try again.'
  }
];
