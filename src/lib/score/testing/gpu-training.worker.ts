// Trains the toy on WebGPU in a worker of its own, as the page does: onnxruntime keeps to the first device it was given. Asked
// to, it loses its device after the last step and tries another one.
import { expose } from 'comlink';
import { AppError } from '../../core/error/app-error.ts';
import { createTrainer, type TrainingSnapshot } from '../../core/lift/trainer.ts';
import { createWebGpuRuntime } from '../web-gpu-runtime.ts';
import { TOY_BATCH, TOY_PROTOCOL, TOY_SHAPE, toyReference } from './toy.ts';

export interface GpuTraining {
  losses: number[];
  snapshot: TrainingSnapshot;
  /** Code of the error of a step after the device was lost. */
  errorAfterLoss: string | null;
}

const api = {
  async train(from: TrainingSnapshot | null, steps: number, loseDevice: boolean): Promise<GpuTraining> {
    const devices = watchDevices();
    const { batch, optimizer, learningRate } = TOY_PROTOCOL;
    const trainer = await createTrainer(await createWebGpuRuntime(), TOY_SHAPE, batch, optimizer);
    if (from) trainer.resume(from);
    else trainer.start(toyReference().parameters);
    const losses: number[] = [];
    for (let step = 0; step < steps; step++) losses.push(await trainer.step(TOY_BATCH, learningRate));
    const snapshot = await trainer.snapshot();
    if (!loseDevice) return { losses, snapshot, errorAfterLoss: null };
    for (const device of devices) device.destroy();
    const errorAfterLoss = await trainer.step(TOY_BATCH, learningRate).then(
      () => 'none',
      (thrown: unknown) => AppError.from(thrown).code
    );
    return { losses, snapshot, errorAfterLoss };
  }
};

export type GpuTrainingApi = typeof api;

function watchDevices(): GPUDevice[] {
  const devices: GPUDevice[] = [];
  const { requestDevice } = GPUAdapter.prototype;
  GPUAdapter.prototype.requestDevice = async function (this: GPUAdapter, descriptor) {
    const device = await requestDevice.call(this, descriptor);
    devices.push(device);
    return device;
  };
  return devices;
}

expose(api);
