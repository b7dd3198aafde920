// Mechanisms whose precheck runs where it can be ended: rows and schemas are a stranger's there too.
import type { LongCallOptions } from '../core/long-call.ts';
import type { AnyMechanism, Precheck } from '../core/mechanism/mechanism.ts';
import type { Mechanisms } from '../core/mechanism/mechanisms.ts';
import type { PrecheckTask } from '../core/mechanism/measure-task.ts';

/** Runs a mechanism's precheck, by the mechanism's name. */
export type PrecheckApart = (mechanism: string, task: PrecheckTask, options?: LongCallOptions) => Promise<Precheck>;

export function withPrechecksApart(mechanisms: Mechanisms, precheck: PrecheckApart): Mechanisms {
  return {
    names: mechanisms.names,
    async load(name): Promise<AnyMechanism> {
      const mechanism: AnyMechanism = await mechanisms.load(name);
      return { ...mechanism, precheck: (task: PrecheckTask, options) => precheck(name, task, options) };
    }
  };
}
