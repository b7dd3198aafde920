// An engine under measurement: takes training steps on the workload and says the loss before each.

export interface Engine {
  /** What was measured: package, version, threads. */
  label: string;
  step(): Promise<number>;
}

export interface Measured {
  losses: number[];
  milliseconds: number[];
}

export async function measure(engine: Engine, steps: number): Promise<Measured> {
  const measured: Measured = { losses: [], milliseconds: [] };
  for (let step = 0; step < steps; step++) {
    const start = performance.now();
    measured.losses.push(await engine.step());
    measured.milliseconds.push(performance.now() - start);
  }
  return measured;
}
