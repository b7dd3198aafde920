// How an error of SubtensorModule reads when the pool refuses a transaction with it: `Custom error: n`
// (subtensor `extensions/subtensor.rs`, `common/src/transaction_error.rs`).
import type { ErrorDeclaration } from '../../frame/declarations.ts';

const CODES: Readonly<Record<string, number>> = {
  AmountTooLow: 1,
  NotEnoughStakeToSetWeights: 1,
  NotEnoughBalanceToStake: 2,
  SubnetNotExists: 3,
  HotKeyAccountNotExists: 4,
  NotEnoughStakeToWithdraw: 5,
  CommittingWeightsTooFast: 6,
  SettingWeightsTooFast: 6,
  NetworkTxRateLimitExceeded: 6,
  InsufficientLiquidity: 7,
  HotKeyNotRegisteredInNetwork: 10,
  InvalidIpAddress: 11,
  ServingRateLimitExceeded: 12,
  InvalidPort: 13,
  InvalidRevealRound: 15,
  NoWeightsCommitFound: 16,
  RevealTooEarly: 17,
  InputLengthsUnequal: 18,
  HotKeyNotRegisteredInSubNet: 19,
  EvmKeyAssociateRateLimitExceeded: 20
};
const BAD_REQUEST = 255;

/** The number behind `Custom error:`. */
export const poolCode = ({ name }: ErrorDeclaration): number => CODES[name] ?? BAD_REQUEST;
