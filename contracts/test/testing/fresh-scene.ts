// A world with the market for the tests of one file, each of which finds it as it was at the start.
import { beforeEach } from 'vitest';
import { createScene, type Scene } from './market-scene.ts';
import { createMarketWorld, type MarketWorld } from './market-world.ts';

export interface FreshScene {
  world: MarketWorld;
  scene: Scene;
  /** Back to the start, within a test. */
  start(): void;
}

/** Called at the top of a test file. */
export async function freshScene(): Promise<FreshScene> {
  const world = await createMarketWorld();
  const start = world.remember();
  beforeEach(() => start());
  return { world, scene: createScene(world), start };
}
