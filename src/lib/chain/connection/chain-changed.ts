// The errors of a chain that is not the one it was: another genesis, or another runtime.
import { AppError } from '../../core/error/app-error.ts';

/** Before anything was sent: the runtime is not the one the page reads and signs for. */
export function runtimeUpgraded(from: number, to: number): AppError {
  return new AppError('chain/runtime-upgraded', `The chain's runtime was upgraded from version ${from} to ${to}.`, {
    hints: ['Nothing was sent. Load the page anew, so that it reads the new runtime before it signs for it.'],
    details: { from, to }
  });
}

/** After it was sent: the node refused or dropped what was signed for the old runtime. */
export function signedForOldRuntime(from: number, to: number): AppError {
  return new AppError(
    'chain/runtime-upgraded',
    `The chain's runtime was upgraded from version ${from} to ${to}, so it refused the transaction that was signed for the old one.`,
    {
      hints: ['It had no effect. Load the page anew and sign again.'],
      details: { from, to }
    }
  );
}

/** The node at this address now serves another chain than the one the transaction was signed for. */
export function sentToAnotherChain(expected: string, found: string): AppError {
  return new AppError(
    'chain/wrong-network',
    'The chain at this address is not the one the transaction was signed for.',
    {
      hints: [
        'Another chain cannot take it. Check the address of the chain, or whether it was started anew, then load the page anew.'
      ],
      details: { expected, found }
    }
  );
}
