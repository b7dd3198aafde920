// The command's side of each mechanism: one line each, loaded when it is first needed.
import { AppError } from '#lib/core/error/app-error.ts';
import type { CliMechanism } from './mechanism/cli-mechanism.ts';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- each mechanism takes its own entries and evidence
type AnyCliMechanism = CliMechanism<any, any>;

const LOADERS: Record<string, () => Promise<AnyCliMechanism>> = {
  lift: async () => (await import('./mechanism/lift.ts')).liftCommand,
  harness: async () => (await import('./mechanism/harness.ts')).harnessCommand,
  human: async () => (await import('./mechanism/human.ts')).humanCommand
};

/** @throws AppError `mechanism/unknown`. */
export function cliMechanism(name: string): Promise<AnyCliMechanism> {
  if (Object.hasOwn(LOADERS, name)) return LOADERS[name]!();
  throw new AppError('mechanism/unknown', `This version of the command does not know the mechanism "${name}".`, {
    details: { name }
  });
}
