// The mechanisms that a program knows, each loaded when it is first needed.
import { AppError } from '../error/app-error.ts';
import type { AnyMechanism } from './mechanism.ts';

export interface Mechanisms {
  /** In the order in which they are offered. */
  readonly names: readonly string[];
  /** @throws AppError `mechanism/unknown`. */
  load(name: string): Promise<AnyMechanism>;
}

/** A registry of `loaders`, one a name. */
export function createMechanisms(loaders: Readonly<Record<string, () => Promise<AnyMechanism>>>): Mechanisms {
  return {
    names: Object.keys(loaders),
    load: (name) => {
      if (!Object.hasOwn(loaders, name)) return Promise.reject(unknownMechanism(name, Object.keys(loaders)));
      return loaders[name]!();
    }
  };
}

function unknownMechanism(name: string, known: readonly string[]): AppError {
  return new AppError('mechanism/unknown', `This version of Assay does not know the mechanism "${name}".`, {
    hints: [`It knows: ${known.join(', ')}. A newer version may know more.`],
    details: { name, known }
  });
}
