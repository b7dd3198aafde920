// The mechanisms of this program: one line each, loaded when it is first needed.
import { createMechanisms } from '../core/mechanism/mechanisms.ts';

export const mechanisms = createMechanisms({
  lift: async () => (await import('../core/lift/lift-mechanism.ts')).liftMechanism,
  harness: async () => (await import('../core/harness/harness-mechanism.ts')).harnessMechanism,
  human: async () => (await import('../core/human/human-mechanism.ts')).humanMechanism
});
