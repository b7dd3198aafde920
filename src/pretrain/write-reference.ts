// Writes the files the app ships: weights, tokenizer and the manifest that names them by hash.
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { REFERENCE_SHAPE } from '#lib/core/model/reference-shape.ts';
import type { BytePair } from '#lib/core/tokenizer/token-ids.ts';
import { PRETRAINING } from './settings.ts';
import { SOURCES, type TextKind } from './sources.ts';

export interface PretrainedModel {
  parameters: Float32Array;
  merges: readonly BytePair[];
  /** Bits per byte of held-out text. */
  heldOut: Record<TextKind, number>;
  steadySteps: number;
  decaySteps: number;
}

export function writeReference(folder: string, model: PretrainedModel): void {
  mkdirSync(folder, { recursive: true });
  const weights = new Uint8Array(model.parameters.buffer, model.parameters.byteOffset, model.parameters.byteLength);
  const tokenizer = new TextEncoder().encode(`${JSON.stringify({ merges: model.merges })}\n`);
  const named = (file: string, bytes: Uint8Array) => {
    writeFileSync(join(folder, file), bytes);
    return { file, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
  };
  const manifest = {
    format: 'assay/reference/1',
    shape: REFERENCE_SHAPE,
    weights: { ...named('weights.f32', weights), type: 'float32, little-endian, in the order of parameterLayout' },
    tokenizer: named('tokenizer.json', tokenizer),
    pretraining: {
      ...PRETRAINING,
      steadySteps: model.steadySteps,
      decaySteps: model.decaySteps,
      tokens: (model.steadySteps + model.decaySteps) * PRETRAINING.batch * REFERENCE_SHAPE.context,
      heldOutBitsPerByte: Object.fromEntries(
        Object.entries(model.heldOut).map(([kind, bits]) => [kind, Number(bits.toFixed(4))])
      )
    },
    sources: SOURCES.map(({ registry, packageName, version, kind, license }) => ({
      registry,
      packageName,
      version,
      kind,
      license
    }))
  };
  writeFileSync(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}
