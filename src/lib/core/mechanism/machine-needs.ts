// What scoring a request asks of a validator's machine beside measuring: that it runs programs of strangers.

export interface MachineNeeds {
  /** Seconds that a run may take, as the request says; null where programs have small budgets of their own. */
  seconds: number | null;
  /** Memory that a run may take, as the request says. */
  memoryMiB: number | null;
}

/** The most that a request of any mechanism can ask for, and the largest values that a validator can set. */
export const MACHINE_BOUNDS = Object.freeze({ seconds: 600, memoryMiB: 1024 });
