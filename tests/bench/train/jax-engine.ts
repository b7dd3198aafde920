// The same training step written in @jax-js/jax, compiled as a whole by its `jit`.
import { defaultDevice, init, jit, nn, numpy as np, tree, valueAndGrad } from '@jax-js/jax';
import type { Engine } from './engine.ts';
import {
  attentionMask,
  LEARNING_RATE,
  lossWeights,
  namedParts,
  OPTIMIZER,
  POSITIONS,
  SEQUENCES,
  SHAPE,
  workload
} from './workload.ts';

type Arrays = Record<string, np.Array>;

/** @param device as @jax-js/jax calls it; throws where it is not there */
export async function jaxEngine(device: 'wasm' | 'webgpu', label: string): Promise<Engine> {
  const devices = await init(device);
  if (!devices.includes(device)) throw new Error(`@jax-js/jax has no ${device} here.`);
  defaultDevice(device);
  const { parameters, batch } = workload();
  const parts = [...namedParts(parameters)];
  const arrays = (make: (data: Float32Array<ArrayBuffer>) => Float32Array<ArrayBuffer>): Arrays =>
    Object.fromEntries(parts.map(([name, { shape, data }]) => [name, np.array(make(data)).reshape(shape)]));
  let state = {
    parameters: arrays((data) => data),
    mean: arrays((data) => data.map(() => 0)),
    square: arrays((data) => data.map(() => 0))
  };
  const integers = (ids: Int32Array) => np.array(ids as Int32Array<ArrayBuffer>);
  const inputs = {
    tokens: integers(batch.tokens),
    positions: integers(batch.positions),
    targets: integers(batch.targets),
    weights: np.array(lossWeights(batch)),
    mask: np.array(attentionMask(batch)).reshape([SEQUENCES, 1, SHAPE.context, SHAPE.context])
  };
  const step = jit(trainingStep);
  let [beta1Power, beta2Power] = [1, 1];
  return {
    label,
    async step() {
      beta1Power *= OPTIMIZER.beta1;
      beta2Power *= OPTIMIZER.beta2;
      const numbers = np.array([1 / (1 - beta1Power), 1 / (1 - beta2Power)]);
      const result = step(state, tree.ref(inputs), numbers) as unknown as { state: typeof state; loss: np.Array };
      state = result.state;
      return Number(await result.loss.jsAsync());
    }
  };
}

type State = {
  parameters: Arrays;
  mean: Arrays;
  square: Arrays;
};

function trainingStep(state: State, inputs: Arrays, numbers: np.Array): { state: State; loss: np.Array } {
  const names = Object.keys(state.parameters);
  const [loss, gradients] = valueAndGrad((parameters: Arrays) => modelLoss(parameters, inputs))(
    tree.ref(state.parameters)
  ) as unknown as [np.Array, Arrays];
  const squares = names.map((name) => np.sum(np.square(gradients[name]!.ref)));
  const norm = np.sqrt(squares.reduce((sum, each) => sum.add(each)));
  const clip = np.minimum(np.array(OPTIMIZER.clipNorm).div(norm.add(1e-6)), np.array(1));
  const [meanCorrection, squareCorrection] = [numbers.ref.slice(0), numbers.slice(1)];
  const next: State = { parameters: {}, mean: {}, square: {} };
  for (const name of names) {
    const gradient = gradients[name]!.mul(clip.ref);
    const mean = state.mean[name]!.mul(OPTIMIZER.beta1).add(gradient.ref.mul(1 - OPTIMIZER.beta1));
    const square = state.square[name]!.mul(OPTIMIZER.beta2).add(np.square(gradient).mul(1 - OPTIMIZER.beta2));
    const deviation = np.sqrt(square.ref.mul(squareCorrection.ref)).add(OPTIMIZER.epsilon);
    const direction = mean.ref.mul(meanCorrection.ref).div(deviation);
    const parameter = state.parameters[name]!;
    const change = direction.add(parameter.ref.mul(OPTIMIZER.weightDecay));
    next.parameters[name] = parameter.sub(change.mul(LEARNING_RATE));
    next.mean[name] = mean;
    next.square[name] = square;
  }
  return { state: next, loss };
}

function modelLoss(parameters: Arrays, inputs: Arrays): np.Array {
  const { vocabularySize, width, layers, heads, context } = SHAPE;
  const headWidth = width / heads;
  const parameter = (name: string) => parameters[name]!.ref;
  const hot = (ids: np.Array, classes: number) => nn.oneHot(ids, classes);
  const norm = (x: np.Array, name: string) => {
    const centred = x.ref.sub(np.mean(x, -1, { keepdims: true }));
    const variance = np.mean(np.square(centred.ref), -1, { keepdims: true });
    return centred
      .div(np.sqrt(variance.add(1e-5)))
      .mul(parameter(`${name}.scale`))
      .add(parameter(`${name}.shift`));
  };
  const split = (x: np.Array) => np.transpose(x.reshape([SEQUENCES, context, heads, headWidth]), [0, 2, 1, 3]);
  let stream = np
    .matmul(hot(inputs.tokens!.ref, vocabularySize), parameter('tokenEmbedding'))
    .add(np.matmul(hot(inputs.positions!.ref, context), parameter('positionEmbedding')));
  for (let layer = 0; layer < layers; layer++) {
    const x = norm(stream.ref, `layer${layer}.attentionNorm`);
    const project = (name: string) => split(np.matmul(x.ref, parameter(`layer${layer}.${name}`)));
    const [query, key, value] = [project('query'), project('key'), project('value')];
    const scores = np
      .matmul(query.mul(1 / Math.sqrt(headWidth)), np.transpose(key, [0, 1, 3, 2]))
      .add(inputs.mask!.ref);
    const mixed = np.transpose(np.matmul(nn.softmax(scores), value), [0, 2, 1, 3]).reshape([POSITIONS, width]);
    stream = stream.add(np.matmul(mixed, parameter(`layer${layer}.attentionOut`)));
    const up = np.matmul(norm(stream.ref, `layer${layer}.feedForwardNorm`), parameter(`layer${layer}.up`));
    stream = stream.add(np.matmul(np.square(nn.relu(up)), parameter(`layer${layer}.down`)));
  }
  const logits = np.matmul(norm(stream, 'finalNorm'), np.transpose(parameter('tokenEmbedding'), [1, 0]));
  const losses = np.sum(nn.logSoftmax(logits, -1).mul(hot(inputs.targets!.ref, vocabularySize)), -1);
  return np.sum(losses.mul(inputs.weights!.ref)).mul(-1);
}
