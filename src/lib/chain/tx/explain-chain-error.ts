// Turns what a node or a wallet says on signing and sending into a sentence with a next step; the raw words stay in details.
import { AppError } from '../../core/error/app-error.ts';
import { CUSTOM_POOL_ERRORS } from './custom-pool-errors.ts';
import { REFUSED_BY_USER, SUBMIT_FAILURES } from './submit-failures.ts';

/** Explains what a node answered on submission, or a wallet on signing. Returns null when the user refused to sign. */
export function explainSubmitError(thrown: unknown): AppError | null {
  if (thrown instanceof AppError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  if (REFUSED_BY_USER.test(message)) return null;
  const details = { raw: message };
  const custom = /Custom error: (\d+)/.exec(message);
  if (custom) {
    const known = CUSTOM_POOL_ERRORS[Number(custom[1])];
    const short = known?.short ?? `The chain refused the transaction (code ${custom[1]}).`;
    return new AppError('chain/pool-rejected', short, { hints: known?.hint ? [known.hint] : [], details });
  }
  const known = SUBMIT_FAILURES.find(({ pattern }) => pattern.test(message));
  if (known) return new AppError(known.code, known.short, { hints: known.hint ? [known.hint] : [], details });
  return new AppError('chain/submit-failed', `The transaction could not be sent: ${message}`, {
    hints: ['Check that the chain is reachable; the history page shows whether it arrived before you send it again.'],
    details,
    cause: thrown
  });
}
