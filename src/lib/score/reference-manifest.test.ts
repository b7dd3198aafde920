import { createHash } from 'node:crypto';
import { describe, expect, test, vi } from 'vitest';
import { parameterCount, type ModelShape } from '../core/model/model-shape.ts';
import { REFERENCE_SHAPE } from '../core/model/reference-shape.ts';
import { referenceFromDisk } from './reference-from-disk.ts';
import { MANIFEST_FILE, readReferenceModel } from './reference-manifest.ts';
import { TOY_REFERENCE } from './testing/take-toy-reference.ts';

describe('the shipped reference model', () => {
  test('is what its manifest names, and at most 6 MB', async () => {
    const model = await readReferenceModel(referenceFromDisk);
    expect(model.context).toBe(REFERENCE_SHAPE.context);
    expect(model.parameters).toHaveLength(parameterCount(REFERENCE_SHAPE));
    expect(model.parameters.every(Number.isFinite)).toBe(true);
    expect(model.parameters.byteLength).toBeLessThan(6_000_000);
  });

  test('its CID is CIDv1, raw, sha2-256 of the manifest', async () => {
    const { cid } = await readReferenceModel(referenceFromDisk);
    const digest = createHash('sha256')
      .update(await referenceFromDisk(MANIFEST_FILE))
      .digest('hex');
    expect(cid).toBe(`b${base32(Buffer.from(`01551220${digest}`, 'hex'))}`);
  });

  test.each(['weights.f32', 'tokenizer.json'])('one changed bit in %s is refused', async (file) => {
    const spoilt = async (name: string) => {
      const bytes = await referenceFromDisk(name);
      if (name === file) bytes[100]! ^= 1;
      return bytes;
    };
    await expect(readReferenceModel(spoilt)).rejects.toMatchObject({
      code: 'score/invalid-reference',
      details: { file }
    });
  });

  test('a manifest that is none is refused', async () => {
    await expect(readReferenceModel(async () => new TextEncoder().encode('{}'))).rejects.toMatchObject({
      code: 'score/invalid-reference'
    });
  });
});

test('ASSAY_REFERENCE takes another model, which has another CID', async () => {
  const shipped = await readReferenceModel(referenceFromDisk);
  vi.stubEnv('ASSAY_REFERENCE', TOY_REFERENCE);
  const own = await readReferenceModel(referenceFromDisk);
  const manifest = await referenceFromDisk(MANIFEST_FILE);
  vi.unstubAllEnvs();
  expect(own.cid).not.toBe(shipped.cid);
  const { shape } = JSON.parse(new TextDecoder().decode(manifest)) as { shape: ModelShape };
  expect(own.parameters).toHaveLength(parameterCount(shape));
});

/** RFC 4648, lower case, no padding: multibase prefix `b`. */
function base32(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const groups = bits.match(/.{1,5}/g) ?? [];
  return groups.map((group) => 'abcdefghijklmnopqrstuvwxyz234567'[Number.parseInt(group.padEnd(5, '0'), 2)]).join('');
}
