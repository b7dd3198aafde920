// Gold tasks of drawn outputs, for the leak test.
import { seededRandom, shuffledIndices } from '../../model/seeded-random.ts';
import type { LabelledTask } from '../leak/leak-test.ts';

/** @param make a task's outputs by its seed, best first; they are shown in a drawn order, under drawn ids */
export function drawnTaskSets(make: (seed: number) => string[], sets = 4, tasks = 60): LabelledTask[][] {
  return Array.from({ length: sets }, (_, set) =>
    Array.from({ length: tasks }, (_, at) => {
      const random = seededRandom(1000 * set + at);
      const contents = make(1000 * set + at);
      const ids = shuffledIndices(contents.length, random).map((place) => `x${place}`);
      const shown = shuffledIndices(contents.length, random);
      return {
        outputs: shown.map((level) => ({ id: ids[level]!, content: contents[level]! })),
        order: ids.map((id) => [id])
      };
    })
  );
}
