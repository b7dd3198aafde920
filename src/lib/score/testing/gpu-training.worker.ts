// Trains the toy on WebGPU in a worker of its own, as the page does, and loses the device: onnxruntime keeps to the first
// device of a worker, so nothing else could use it there.
import { expose } from 'comlink';
import { AppError } from '../../core/error/app-error.ts';
import { createTrainer, type TrainingSnapshot } from '../../core/model/trainer.ts';
import { createWebGpuRuntime } from '../web-gpu-runtime.ts';
import { TOY_BATCH, TOY_PROTOCOL, TOY_SHAPE, toyReference } from './toy.ts';

export interface GpuTraining {
  losses: number[];
  /** Before the device was lost. */
  snapshot: TrainingSnapshot;
  /** Code of the error of a step after that. */
  errorAfterLoss: string;
}

const api = {
  async trainUntilLost(steps: number): Promise<GpuTraining> {
    const devices = watchDevices();
    const { batch, optimizer, learningRate } = TOY_PROTOCOL;
    const trainer = await createTrainer(await createWebGpuRuntime(), TOY_SHAPE, batch, optimizer);
    trainer.start(toyReference().parameters);
    const losses: number[] = [];
    for (let step = 0; step < steps; step++) losses.push(await trainer.step(TOY_BATCH, learningRate));
    const snapshot = await trainer.snapshot();
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
