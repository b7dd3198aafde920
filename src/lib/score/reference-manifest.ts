// The reference model's files: a manifest names weights and tokenizer by hash, and its own CID names the model.
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { CID } from 'multiformats/cid';
import * as raw from 'multiformats/codecs/raw';
import * as Digest from 'multiformats/hashes/digest';
import * as v from 'valibot';
import { AppError } from '../core/error/app-error.ts';
import type { ReferenceModel } from '../core/model/reference-model.ts';
import { transformerReference } from '../core/model/transformer-reference.ts';
import { parameterCount } from '../core/model/model-shape.ts';
import { Tokenizer } from '../core/tokenizer/tokenizer.ts';
import { decodeFingerprints } from '../core/quality/fingerprints.ts';

const SHA2_256 = 0x12;
export const MANIFEST_FILE = 'manifest.json';

const count = v.pipe(v.number(), v.integer(), v.minValue(1));
const NamedFileSchema = v.object({ file: v.string(), bytes: count, sha256: v.string() });
const ManifestSchema = v.object({
  format: v.literal('assay/reference/1'),
  shape: v.object({ vocabularySize: count, width: count, layers: count, heads: count, context: count }),
  weights: NamedFileSchema,
  tokenizer: NamedFileSchema,
  /** Of public texts; a model without them is not asked about copies. */
  fingerprints: v.optional(NamedFileSchema)
});
const TokenizerSchema = v.object({ merges: v.array(v.tuple([v.number(), v.number()])) });

/** Reads one of the reference's files by name. */
export type ReadReferenceFile = (file: string) => Promise<Uint8Array>;

/**
 * Reads and verifies the reference model. Its `cid` is the CIDv1 (raw, sha2-256) of the manifest's bytes, which is also
 * their UnixFS CID. Throws AppError `score/invalid-reference` where bytes and manifest disagree.
 */
export async function readReferenceModel(read: ReadReferenceFile): Promise<ReferenceModel> {
  const manifestBytes = await read(MANIFEST_FILE);
  const manifest = parseJson(ManifestSchema, manifestBytes, MANIFEST_FILE);
  const [weights, tokenizer, fingerprints] = await Promise.all([
    readVerified(read, manifest.weights),
    readVerified(read, manifest.tokenizer),
    manifest.fingerprints && readVerified(read, manifest.fingerprints)
  ]);
  const parameters = new Float32Array(weights.slice().buffer);
  if (parameters.length !== parameterCount(manifest.shape))
    throw invalid(manifest.weights.file, 'has not as many weights as the shape asks for');
  const { merges } = parseJson(TokenizerSchema, tokenizer, manifest.tokenizer.file);
  return transformerReference({
    cid: CID.createV1(raw.code, Digest.create(SHA2_256, sha256(manifestBytes))).toString(),
    shape: manifest.shape,
    parameters,
    tokenizer: new Tokenizer(merges),
    ...(fingerprints && { fingerprints: decodeFingerprints(fingerprints) })
  });
}

/** Its fingerprints of public texts alone, read and verified; undefined where it has none. Throws as {@link readReferenceModel}. */
export async function readFingerprints(read: ReadReferenceFile): Promise<ReferenceModel['fingerprints']> {
  const { fingerprints } = parseJson(ManifestSchema, await read(MANIFEST_FILE), MANIFEST_FILE);
  return fingerprints && decodeFingerprints(await readVerified(read, fingerprints));
}

async function readVerified(
  read: ReadReferenceFile,
  named: v.InferOutput<typeof NamedFileSchema>
): Promise<Uint8Array> {
  const bytes = await read(named.file);
  if (bytes.length !== named.bytes || bytesToHex(sha256(bytes)) !== named.sha256)
    throw invalid(named.file, 'is not the file its manifest names');
  return bytes;
}

function parseJson<S extends v.GenericSchema>(schema: S, bytes: Uint8Array, file: string): v.InferOutput<S> {
  try {
    return v.parse(schema, JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
  } catch (cause) {
    throw invalid(file, 'cannot be read', cause);
  }
}

function invalid(file: string, what: string, cause?: unknown): AppError {
  return new AppError('score/invalid-reference', `The reference model's ${file} ${what}.`, {
    hints: ['Reload the page, or install Assay again: the file is damaged or of another version.'],
    details: { file },
    cause
  });
}
