import { expect, test } from 'vitest';
import type { ModelRuntime } from '../core/model/model-runtime.ts';
import { createNativeRuntime } from './native-runtime.ts';
import { poolSessions } from './pool-sessions.ts';
import { scoreDataset } from '../core/lift/score-dataset.ts';
import { TOY_PROTOCOL, toyInput, toyReference } from './testing/toy.ts';

test('the second submission opens no session and gets the verdict it would get alone', async () => {
  const native = await createNativeRuntime({ threads: 1 });
  let opened = 0;
  const counting: ModelRuntime = {
    ...native,
    createSession: (...args) => {
      opened++;
      return native.createSession(...args);
    }
  };
  const runtime = poolSessions(counting);
  const parametersHash = async (on: ModelRuntime, seed: number) => {
    const now = () => performance.now();
    const options = { runtime: on, reference: toyReference(), protocol: TOY_PROTOCOL, now };
    const outcome = await scoreDataset(toyInput([seed]), options);
    return 'cancelled' in outcome ? null : outcome.evidence.measurement!.parametersHash;
  };
  const first = await parametersHash(runtime, 1);
  const openedByFirst = opened;
  const second = await parametersHash(runtime, 2);
  expect(openedByFirst).toBeGreaterThan(1);
  expect(opened).toBe(openedByFirst);
  expect(second).not.toBe(first);
  expect(second).toBe(await parametersHash(native, 2));
});
