// The same training step written in TensorFlow.js on its WebAssembly backend.
import * as tf from '@tensorflow/tfjs-core';
// After the core, whose flags it reads.
import '@tensorflow/tfjs-core/dist/register_all_gradients.js';
import { getThreadsCount, setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
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

type Variables = Record<string, tf.Variable>;

/** @param folder URL of the package's .wasm files */
export async function tensorflowEngine(folder: string, threads: number): Promise<Engine> {
  setWasmPaths(folder);
  setThreadsCount(threads);
  await tf.setBackend('wasm');
  await tf.ready();
  const { parameters, batch } = workload();
  const variables = (of: string, zero: boolean): Variables =>
    Object.fromEntries(
      [...namedParts(parameters)].map(([name, { shape, data }]) => [
        name,
        tf.variable(zero ? tf.zeros(shape) : tf.tensor(data, shape), !zero, `${of}.${name}`)
      ])
    );
  const state = {
    parameters: variables('parameters', false),
    mean: variables('mean', true),
    square: variables('square', true)
  };
  const inputs = {
    tokens: tf.tensor1d(batch.tokens, 'int32'),
    positions: tf.tensor1d(batch.positions, 'int32'),
    targets: tf.tensor1d(batch.targets, 'int32'),
    weights: tf.tensor1d(lossWeights(batch)),
    mask: tf.tensor(attentionMask(batch), [SEQUENCES, 1, SHAPE.context, SHAPE.context])
  };
  let [beta1Power, beta2Power] = [1, 1];
  return {
    label: `@tensorflow/tfjs-backend-wasm, ${getThreadsCount()} threads`,
    async step() {
      beta1Power *= OPTIMIZER.beta1;
      beta2Power *= OPTIMIZER.beta2;
      const loss = tf.tidy(() => {
        const { value, grads } = tf.variableGrads(() => modelLoss(state.parameters, inputs));
        update(state, grads, 1 / (1 - beta1Power), 1 / (1 - beta2Power));
        return value;
      });
      const [number] = await loss.data();
      loss.dispose();
      return number!;
    }
  };
}

interface State {
  parameters: Variables;
  mean: Variables;
  square: Variables;
}

function update(
  { parameters, mean, square }: State,
  gradients: tf.NamedTensorMap,
  meanCorrection: number,
  squareCorrection: number
): void {
  const { beta1, beta2, clipNorm, epsilon, weightDecay } = OPTIMIZER;
  const names = Object.keys(parameters);
  const slopeOf = (name: string) => gradients[`parameters.${name}`]!;
  const norm = tf.sqrt(tf.addN(names.map((name) => tf.sum(tf.square(slopeOf(name))))));
  const clip = tf.minimum(tf.div(clipNorm, tf.add(norm, 1e-6)), 1);
  for (const name of names) {
    const slope = tf.mul(slopeOf(name), clip);
    mean[name]!.assign(tf.add(tf.mul(mean[name]!, beta1), tf.mul(slope, 1 - beta1)));
    square[name]!.assign(tf.add(tf.mul(square[name]!, beta2), tf.mul(tf.square(slope), 1 - beta2)));
    const deviation = tf.add(tf.sqrt(tf.mul(square[name]!, squareCorrection)), epsilon);
    const direction = tf.div(tf.mul(mean[name]!, meanCorrection), deviation);
    const change = tf.add(direction, tf.mul(parameters[name]!, weightDecay));
    parameters[name]!.assign(tf.sub(parameters[name]!, tf.mul(change, LEARNING_RATE)));
  }
}

function modelLoss(parameters: Variables, inputs: Record<string, tf.Tensor>): tf.Scalar {
  const { vocabularySize, width, layers, heads, context } = SHAPE;
  const headWidth = width / heads;
  const parameter = (name: string): tf.Tensor => parameters[name]!;
  // A look-up has no gradient kernel on this backend; a product with the one-hot matrix has.
  const hot = (ids: tf.Tensor, classes: number) => tf.cast(tf.oneHot(ids as tf.Tensor1D, classes), 'float32');
  const norm = (x: tf.Tensor, name: string) => {
    const { mean, variance } = tf.moments(x, -1, true);
    const normal = tf.div(tf.sub(x, mean), tf.sqrt(tf.add(variance, 1e-5)));
    return tf.add(tf.mul(normal, parameter(`${name}.scale`)), parameter(`${name}.shift`));
  };
  const split = (x: tf.Tensor) => tf.transpose(tf.reshape(x, [SEQUENCES, context, heads, headWidth]), [0, 2, 1, 3]);
  let stream: tf.Tensor = tf.add(
    tf.matMul(hot(inputs.tokens!, vocabularySize), parameter('tokenEmbedding')),
    tf.matMul(hot(inputs.positions!, context), parameter('positionEmbedding'))
  );
  for (let layer = 0; layer < layers; layer++) {
    const x = norm(stream, `layer${layer}.attentionNorm`);
    const project = (name: string) => split(tf.matMul(x, parameter(`layer${layer}.${name}`)));
    const scores = tf.matMul(tf.mul(project('query'), 1 / Math.sqrt(headWidth)), project('key'), false, true);
    const mixed = tf.matMul(tf.softmax(tf.add(scores, inputs.mask!)), project('value'));
    const joined = tf.reshape(tf.transpose(mixed, [0, 2, 1, 3]), [POSITIONS, width]);
    stream = tf.add(stream, tf.matMul(joined, parameter(`layer${layer}.attentionOut`)));
    const up = tf.matMul(norm(stream, `layer${layer}.feedForwardNorm`), parameter(`layer${layer}.up`));
    stream = tf.add(stream, tf.matMul(tf.square(tf.relu(up)), parameter(`layer${layer}.down`)));
  }
  const logits = tf.matMul(norm(stream, 'finalNorm'), parameter('tokenEmbedding'), false, true);
  const losses = tf.sum(tf.mul(tf.logSoftmax(logits), hot(inputs.targets!, vocabularySize)), -1);
  return tf.neg(tf.sum(tf.mul(losses, inputs.weights!))) as tf.Scalar;
}
