// Starts an engine of JavaScript whose host can be exchanged: a start needs one, and so does each program.
import type { ProgramLimits } from '../../../core/program/program-limits.ts';
import { seededBytes } from '../seeded-bytes.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { QuickJsEngine, type EngineHost, type JavascriptParts } from './quickjs-engine.ts';

/** An engine that waits for its program. */
export interface StartedJavascript {
  engine: QuickJsEngine;
  /** Gives the engine what one run has. */
  hand(host: EngineHost): void;
}

const NAMES = ['print', 'printError', 'readFile', 'writeRows', 'random'] as const;

/** @throws Error where the engine does not start. */
export async function startJavascript(
  parts: JavascriptParts,
  limits: Pick<ProgramLimits, 'memoryBytes'>
): Promise<StartedJavascript> {
  let host: EngineHost = {
    clock: new VirtualClock(),
    fill: seededBytes(0),
    interrupt: () => undefined,
    functions: {},
    module: () => null
  };
  const engine = await QuickJsEngine.start(parts, limits, {
    clock: { readUs: () => host.clock.readUs(), readSinceStartUs: () => host.clock.readSinceStartUs() },
    fill: (view) => host.fill(view),
    interrupt: () => host.interrupt(),
    functions: Object.fromEntries(NAMES.map((name) => [name, (text: string) => host.functions[name]?.(text)])),
    module: (path) => host.module(path)
  });
  return { engine, hand: (given) => (host = given) };
}
