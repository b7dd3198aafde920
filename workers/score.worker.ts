// Entry point of the measuring worker: mechanisms measure off the page's thread. The work itself is in src/lib/score and src/lib/core.
import { expose, type Remote } from 'comlink';
import { FACTS_PROTOCOL } from '#lib/core/facts/facts-protocol.ts';
import type { MeasurementCheckpoint } from '#lib/core/lift/measure-lift.ts';
import { liftProtocolOf } from '#lib/core/lift/protocol.ts';
import type { PretrainedSettings } from '#lib/core/llama/lora-reference.ts';
import type { Progress } from '#lib/core/long-call.ts';
import type { CheckpointStore } from '#lib/core/mechanism/checkpoint-store.ts';
import type { Machine } from '#lib/core/mechanism/machine.ts';
import type { MeasureTask } from '#lib/core/mechanism/measure-task.ts';
import type { Cancelled, Result } from '#lib/core/mechanism/result.ts';
import { taskHash } from '#lib/core/mechanism/run-hash.ts';
import type { ModelRuntime } from '#lib/core/model/model-runtime.ts';
import type { ReferenceModel } from '#lib/core/model/reference-model.ts';
import type { ProgramRunner } from '#lib/core/program/program-runner.ts';
import type { RowsSpec } from '#lib/core/request/rows-body.ts';
import { finishedResults } from '#lib/score/finished-results.ts';
import { indexedDbCheckpoints } from '#lib/score/indexed-db-checkpoints.ts';
import { mechanisms } from '#lib/score/mechanisms.ts';
import { poolSessions } from '#lib/score/pool-sessions.ts';
import { preflightDataset, preflightWithout, type PreflightOptions } from '#lib/score/preflight-dataset.ts';
import { powerDataset } from '#lib/score/power-dataset.ts';
import { indexedDbPreflights } from '#lib/score/preflight-store.ts';
import { readKeptModel } from '#lib/score/read-kept-model.ts';
import { readReference } from '#lib/score/read-reference.ts';
import { referenceFromUrl } from '#lib/score/reference-from-url.ts';
import { replyOf, type Reply } from '#lib/score/reply.ts';
import { withRunLock } from '#lib/score/run-lock.ts';
import { remotePrograms } from '#lib/score/remote-programs.ts';
import type { PagePrograms, ScoreWorkerApi, ScoreWorkerSettings } from '#lib/score/score-messages.ts';

type OnProgress = (progress: Progress) => void;

const api: ScoreWorkerApi = {
  holdLock: (lockName) =>
    new Promise((resolve) => {
      void navigator.locks.request(lockName, () => {
        resolve();
        return new Promise(() => undefined);
      });
    }),
  measure: (task, settings, onProgress, programs) =>
    reply(() => measureOnce(task, settings, onProgress, remotePrograms(programs as Remote<PagePrograms>))),
  precheck: (mechanism, task, onProgress, programs) =>
    reply(async () => {
      const machine = { programs: remotePrograms(programs as Remote<PagePrograms>) };
      return (await mechanisms.load(mechanism)).precheck(task, { onProgress }, machine);
    }),
  harnessCheck: (trial, onProgress, programs) =>
    reply(async () => {
      const { checkHarness } = await import('#lib/score/try-harness.ts');
      return checkHarness(trial, remotePrograms(programs as Remote<PagePrograms>), { onProgress });
    }),
  harnessRun: (trial, onProgress, programs) =>
    reply(async () => {
      const { runOnce } = await import('#lib/score/try-harness.ts');
      return runOnce(trial, remotePrograms(programs as Remote<PagePrograms>), { onProgress });
    }),
  preflight: (input, settings, onProgress, programs) =>
    reply(async () =>
      preflightDataset(input, {
        ...(await preflightOptions(input.spec, settings, onProgress)),
        programs: remotePrograms(programs as Remote<PagePrograms>)
      })
    ),
  preflightWithout: (input, lines, settings, onProgress, programs) =>
    reply(async () =>
      preflightWithout(input, lines, {
        ...(await preflightOptions(input.spec, settings, onProgress)),
        programs: remotePrograms(programs as Remote<PagePrograms>)
      })
    ),
  power: (input, settings, onProgress) =>
    reply(async () => powerDataset(input, await preflightOptions(input.spec, settings, onProgress))),
  verdictTime: (model, settings, onProgress) =>
    reply(async () => {
      const { timeVerdict } = await import('#lib/core/lift/verdict-time.ts');
      const protocol = settings.protocol ?? liftProtocolOf({ reference: model });
      const [runtime, reference] = await Promise.all([runtimeOf(settings), referenceOf(settings, protocol.pretrained)]);
      return timeVerdict({ reference, protocol }, { runtime, now, onProgress });
    }),
  facts: (input, settings, onProgress) =>
    reply(async () => {
      const [runtime, { factsDataset }] = await Promise.all([
        runtimeOf(settings),
        import('#lib/score/facts-dataset.ts')
      ]);
      return factsDataset(input, {
        runtime,
        model: () => readKeptModel(settings.models)(FACTS_PROTOCOL.model),
        onProgress
      });
    })
};

/** Measures unless another tab is at it; then waits for that one and takes its result. With `reuse` an older one does too. */
async function measureOnce(
  task: MeasureTask,
  settings: ScoreWorkerSettings,
  onProgress: OnProgress,
  programs: ProgramRunner
): Promise<Result | Cancelled> {
  const mechanism = await mechanisms.load(task.spec.mechanism);
  const { backend, referenceUrl, protocol } = settings;
  const key = taskHash(task, [mechanism.protocol, protocol ?? null, backend, referenceUrl]);
  const results = finishedResults();
  const wait = () => onProgress({ stage: 'waiting', done: 0, total: 0 });
  return withRunLock(key, wait, async (waited) => {
    const finished = waited || settings.reuse ? await results.find(key) : null;
    if (finished) return finished;
    const outcome = await mechanism.measure(task, { ...machineOf(settings), programs }, { onProgress });
    if (!('cancelled' in outcome)) await results.add(key, outcome);
    return outcome;
  });
}

/** What is thrown and no AppError failed to score. */
const reply = <T>(work: () => Promise<T>): Promise<Reply<T>> => replyOf(work, 'score/failed');

const now = () => performance.now();

function machineOf(settings: ScoreWorkerSettings): Machine {
  const { backend, protocol } = settings;
  return {
    backend,
    runtime: () => pooledRuntime(settings),
    reference: (pretrained) => referenceOf(settings, pretrained),
    now,
    checkpoints: indexedDbCheckpoints(),
    ...(protocol && { protocol })
  };
}

async function preflightOptions(
  spec: RowsSpec,
  settings: ScoreWorkerSettings,
  onProgress: OnProgress
): Promise<PreflightOptions> {
  const { pretrained } = settings.protocol ?? liftProtocolOf(spec);
  const [runtime, reference] = await Promise.all([pooledRuntime(settings), referenceOf(settings, pretrained)]);
  return {
    runtime,
    reference,
    ...(settings.protocol && { protocol: settings.protocol }),
    now,
    onProgress,
    checkpoints: indexedDbCheckpoints() as CheckpointStore<MeasurementCheckpoint>,
    preflights: indexedDbPreflights()
  };
}

/** What every call of this worker uses: the page keeps a worker to calls of the same settings, and ends it after an error. */
let opened: Promise<ModelRuntime> | undefined;
let pooled: Promise<ModelRuntime> | undefined;
let small: Promise<ReferenceModel> | undefined;

const runtimeOf = (settings: ScoreWorkerSettings): Promise<ModelRuntime> => (opened ??= createRuntime(settings));
const pooledRuntime = (settings: ScoreWorkerSettings): Promise<ModelRuntime> =>
  (pooled ??= runtimeOf(settings).then(poolSessions));

/** A pretrained one is read for each call: it takes more memory than a worker that waits should hold. */
function referenceOf(
  { referenceUrl, models }: ScoreWorkerSettings,
  pretrained: PretrainedSettings | undefined
): Promise<ReferenceModel> {
  const read = () => readReference(referenceFromUrl(referenceUrl), readKeptModel(models), pretrained);
  return pretrained ? read() : (small ??= read());
}

async function createRuntime({ backend, threads }: ScoreWorkerSettings): Promise<ModelRuntime> {
  if (backend === 'webgpu') return (await import('#lib/score/web-gpu-runtime.ts')).createWebGpuRuntime();
  return (await import('#lib/score/web-wasm-runtime.ts')).createWebWasmRuntime({ threads });
}

expose(api);
