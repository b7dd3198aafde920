// A clock that moves by being read. It begins at the same moment in every run, so that what a program sees of time follows
// from what it does.

/** 2026-01-01T00:00:00Z. */
export const SANDBOX_EPOCH_MS = 1_767_225_600_000;

/** A loop that only waits for the clock would never end with a fixed step: every so many reads without output it doubles. */
const READS_A_STEP = 1000;
/** Seconds fit into an int32 until 2038, and a wait of ten years is enough. */
const LATEST_US = (SANDBOX_EPOCH_MS + 10 * 365 * 86_400_000) * 1000;

export class VirtualClock {
  #nowUs = SANDBOX_EPOCH_MS * 1000;
  #stepUs = 1;
  #reads = 0;

  /** Microseconds since 1970; each read is later than the one before. */
  readUs(): number {
    if (++this.#reads % READS_A_STEP === 0) this.#stepUs *= 2;
    this.#nowUs = Math.min(this.#nowUs + this.#stepUs, LATEST_US);
    return this.#nowUs;
  }

  /** Microseconds since the start of the run; each read is later than the one before. */
  readSinceStartUs(): number {
    return this.readUs() - SANDBOX_EPOCH_MS * 1000;
  }

  /** Milliseconds since 1970, without moving. */
  get nowMs(): number {
    return this.#nowUs / 1000;
  }

  sleepUs(microseconds: number): void {
    this.#nowUs = Math.min(this.#nowUs + Math.max(0, microseconds), LATEST_US);
    this.progressed();
  }

  /** The program did something else than to wait. */
  progressed(): void {
    this.#stepUs = 1;
    this.#reads = 0;
  }

  restart(): void {
    this.#nowUs = SANDBOX_EPOCH_MS * 1000;
    this.progressed();
  }
}
