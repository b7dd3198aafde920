// Everything whose bytes must outlive a change of the code: documents, ids, seeds, hashes and trained bits, from fixed inputs.
import { resultDocument } from '#lib/core/mechanism/result-document.ts';
import { reportBytes } from '#lib/core/report/report-document.ts';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { liftResultJson } from '../../src/cli/mechanism/lift/lift-result-json.ts';
import { scoresCommitment, submissionCommitment, verdictCommitment } from '#lib/chain/market/market-commitments.ts';
import { fromHex, toHex } from '#lib/core/encoding/hex.ts';
import { benchmarkKeyName, packageKeyName, readerKeyName, sealingKeyName } from '#lib/core/sealing/key-names.ts';
import { lockBenchmark } from '#lib/core/benchmark/lock-benchmark.ts';
import { benchmarkSealPurpose, packageSealPurpose } from '#lib/core/sealing/seal-purpose.ts';
import { sealingPublicKey } from '#lib/core/sealing/sealing-key-pair.ts';
import { buildPackage } from '#lib/core/package/build-package.ts';
import { toJsonl, WORD_PROBLEM_REQUEST, wordProblems } from '#lib/core/demo/word-problems.ts';
import { deriveSeeds } from '#lib/core/mechanism/derive-seeds.ts';
import { practiceSeeds } from '#lib/core/lift/practice-seeds.ts';
import { checkDataset } from '#lib/core/quality/check-dataset.ts';
import { reportPath } from '#lib/core/report/report-path.ts';
import { reportStatement } from '#lib/core/report/report-statement.ts';
import { scoreDraftName } from '#lib/core/report/score-draft.ts';
import type { ScoreReport } from '#lib/core/report/score-report.ts';
import type { Result } from '#lib/core/mechanism/result.ts';
import { jsonl } from '#lib/core/quality/testing/pair-request.ts';
import { ODD_ROWS } from './odd-rows.ts';
import { submissionId } from '#lib/core/mechanism/submission-id.ts';
import { canonicalJson } from '#lib/core/encoding/canonical-json.ts';
import type { RowsSpec } from '#lib/core/request/rows-body.ts';
import { parseRowsSpec } from '#lib/core/request/parse-rows-body.ts';
import { buildKeyBox, parseKeyBox } from '#lib/core/sealing/key-box.ts';
import { openKeyBox } from '#lib/core/sealing/open-key-box.ts';
import { sealKey } from '#lib/core/sealing/seal-key.ts';
import { keyHashOf, submissionSaltOf } from '#lib/core/sealing/package-key.ts';
import { sealPackage } from '#lib/core/sealing/sealed-package.ts';
import { commitHash } from '#lib/core/weights/commit-hash.ts';
import { createNodeWasmRuntime } from '#lib/score/node-wasm-runtime.ts';
import { referenceFromDisk } from '#lib/score/reference-from-disk.ts';
import { readReferenceModel } from '#lib/score/reference-manifest.ts';
import { scoreDataset } from '#lib/core/lift/score-dataset.ts';
import { SHORT_PROTOCOL, TOY_PROTOCOL, toyInput, toyReference } from '#lib/score/testing/toy.ts';
import { createNodeStore } from '#lib/store/create-node-store.ts';

const hash = (bytes: Uint8Array | string) =>
  bytesToHex(sha256(typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes));
const HASHES = { genesis: `0x${'11'.repeat(32)}`, block: `0x${'22'.repeat(32)}`, key: `0x${'33'.repeat(32)}` } as const;
const MARKET = `0x${'ab'.repeat(20)}` as const;
const PLACE = { genesisHash: HASHES.genesis, marketAddress: MARKET, requestId: 7 } as const;

/** The same bytes at every call: what is random elsewhere is fixed here. */
function countingBytes(): (length: number) => Uint8Array {
  let counter = 0;
  return (length) => Uint8Array.from({ length }, () => (counter++ * 37 + 11) % 256);
}

/** Plain JSON; names say what each value is. */
export async function goldenValues(): Promise<Record<string, unknown>> {
  return {
    ...names(),
    ...commitments(),
    ...seals(),
    ...(await documents()),
    ...(await judgedBy('assay-lift/2')),
    ...(await judgedBy('assay-lift/3')),
    ...(await measured())
  };
}

function names(): Record<string, unknown> {
  return {
    'submission id': submissionId({ ...PLACE, index: 3 }),
    'seeds of a submission': deriveSeeds({
      blockHash: HASHES.block,
      submissionId: submissionId({ ...PLACE, index: 3 }),
      count: 3
    }),
    'practice seeds': practiceSeeds(),
    'report path': reportPath(3),
    'score draft name': scoreDraftName({ ...PLACE, challengeId: null, hotkey: HASHES.key }),
    'verdict draft name': scoreDraftName({ ...PLACE, challengeId: 2, hotkey: HASHES.key }),
    'key names': [
      benchmarkKeyName(HASHES.key),
      sealingKeyName(HASHES.key),
      packageKeyName('cid'),
      readerKeyName(HASHES.key)
    ],
    'seal purposes': [
      benchmarkSealPurpose({ commitment: HASHES.key, requester: MARKET }),
      packageSealPurpose({ keyHash: HASHES.key, miner: HASHES.block })
    ]
  };
}

function commitments(): Record<string, unknown> {
  const place = { chainId: 945n, market: MARKET, requestId: 7n, hotkey: HASHES.key };
  const salt = HASHES.block;
  return {
    'submission commitment': submissionCommitment(place, { plainCid: 'cid', keyHash: HASHES.genesis, salt }),
    'scores commitment': scoresCommitment(place, { scoresPpm: [1, 0xffffffff], reportsCid: 'cid', salt }),
    'verdict commitment': verdictCommitment(place, { challengeId: 2n, scorePpm: 5, reportCid: 'cid', salt }),
    'weights commit hash': commitHash({
      hotkey: fromHex(HASHES.key),
      netuid: 2,
      mechid: 1,
      uids: [1, 2],
      values: [65535, 7],
      salt: [1, 2, 3],
      versionKey: 9n
    })
  };
}

function seals(): Record<string, unknown> {
  const plaintext = toJsonl(wordProblems(30, 2));
  const reader = { hotkey: '5Reader', publicKey: sealingPublicKey(new Uint8Array(32).fill(9)) };
  const locked = lockBenchmark({ plaintext, requester: MARKET, recipients: [reader] }, countingBytes());
  const key = new Uint8Array(32).fill(7);
  const box = buildKeyBox({ key, miner: HASHES.key, recipients: [{ uid: 4, ...reader }] });
  const oldBox = oldKeyBox(key, reader);
  const sealed = sealPackage({ car: plaintext, key }, countingBytes());
  return {
    'benchmark commitment': locked.commitment,
    'benchmark files': locked.files.map(({ path, bytes }) => [path, hash(bytes)]),
    'key box': hash(oldBox),
    'key box opens': toHex(openKeyBox({ box: parseKeyBox(oldBox), ...opening(key) })),
    'key box 2': [hash(box.bytes), toHex(openKeyBox({ box: parseKeyBox(box.bytes), ...opening(key) }))],
    'package key hash and salt': [keyHashOf(key), submissionSaltOf(key)],
    'sealed package': sealed.map(({ path, bytes }) => [path, hash(bytes)])
  };
}

/** The box of `assay/key-box/1`, which is read and no longer written. */
function oldKeyBox(key: Uint8Array, { hotkey, publicKey }: { hotkey: string; publicKey: Uint8Array }): Uint8Array {
  const keyHash = keyHashOf(key);
  const purpose = packageSealPurpose({ keyHash, miner: HASHES.key });
  const { ephemeralPublicKey, sealed } = sealKey(key, publicKey, countingBytes()(32), { purpose, reader: hotkey });
  const keys = [{ hotkey, ephemeralPublicKey: toHex(ephemeralPublicKey), sealed: toHex(sealed) }];
  return canonicalJson({ format: 'assay/key-box/1', keyHash, keys });
}

const opening = (key: Uint8Array) => ({
  keyHash: keyHashOf(key),
  miner: HASHES.key,
  hotkey: '5Reader',
  secretKeys: [new Uint8Array(32).fill(9)]
});

async function documents(): Promise<Record<string, unknown>> {
  const spec = parseRowsSpec(WORD_PROBLEM_REQUEST);
  const data = toJsonl(wordProblems(120, 1));
  const benchmark = toJsonl(wordProblems(40, 2));
  const store = await createNodeStore({ gatewayUrl: 'http://127.0.0.1:1' });
  try {
    const { gates } = await checkDataset({ spec, data, benchmark: null });
    const judged = await checkDataset({ spec, data, benchmark, earlier: [toJsonl(wordProblems(130, 1).slice(100))] });
    const requestBytes = canonicalJson(spec);
    const requestCid = (await store.addFolder([{ path: 'request.json', bytes: requestBytes }])) as string;
    const files = buildPackage({ spec, requestCid, data, gates });
    const { cid, car } = await store.packCar(files);
    return {
      'request document': [hash(requestBytes), requestCid],
      'gates of a validator': hash(canonicalJson(judged.gates)),
      'package files': files.map((file) => [file.path, hash(file.bytes)]),
      'package CID and CAR': [cid, hash(car)]
    };
  } finally {
    await store.stop();
  }
}

/** What a version of the measure says of rows that the others judge otherwise: which gates leave out what, and a hash of all. */
async function judgedBy(protocol: string): Promise<Record<string, unknown>> {
  const gates: Record<string, unknown> = {};
  for (const [name, { rows, benchmark, ...body }] of Object.entries(ODD_ROWS)) {
    const spec: RowsSpec = {
      ...parseRowsSpec(WORD_PROBLEM_REQUEST),
      schema: { type: 'object' },
      rows: { min: 1, max: 100 },
      ...body,
      protocol
    };
    const judged = await checkDataset({
      spec,
      data: jsonl(rows),
      benchmark: benchmark && jsonl(benchmark)
    });
    gates[name] = judged.gates
      .filter(({ pass, leftOut }) => !pass || leftOut > 0)
      .map(({ name, pass, leftOut, findings }) => [name, pass, leftOut, findings.map(({ line }) => line).join(' ')]);
    gates[`${name}, whole`] = hash(canonicalJson(judged.gates));
  }
  return { [`gates of ${protocol} on odd rows`]: gates };
}

/** Bits that training gives on WebAssembly, and the report over them; speed is no part of them. */
async function measured(): Promise<Record<string, unknown>> {
  const runtime = await createNodeWasmRuntime({ threads: 1 });
  const now = () => 0;
  const verdictOf = async (reference: ReturnType<typeof toyReference>, protocol: typeof TOY_PROTOCOL) => {
    const outcome = await scoreDataset(toyInput([1]), { runtime, reference, protocol, now });
    if ('cancelled' in outcome) throw new Error('Nobody cancelled.');
    return { ...outcome, evidence: { ...outcome.evidence, tokensPerSecond: 0 } };
  };
  // The values of old were recorded under assay-lift/2, which tells rows of other content by their cost.
  const toy = await verdictOf(toyReference(), { ...TOY_PROTOCOL, relevance: undefined });
  const real = await verdictOf(await readReferenceModel(referenceFromDisk), {
    ...SHORT_PROTOCOL,
    relevance: undefined
  });
  const toyByGain = await verdictOf(toyReference(), TOY_PROTOCOL);
  const report = reportOn(toy);
  const { chain } = report;
  const later: ScoreReport = { ...report, format: 'assay/report/3', chain: { ...chain, market: MARKET } };
  return {
    'toy verdict of assay-lift/3': [
      toyByGain.evidence.measurement!.parametersHash,
      hash(canonicalJson(resultDocument(toyByGain)))
    ],
    'toy verdict': [toy.evidence.measurement!.parametersHash, hash(canonicalJson(resultDocument(toy)))],
    'short verdict of the real model': [
      real.evidence.reference.cid,
      real.evidence.measurement!.parametersHash,
      hash(canonicalJson(resultDocument(real)))
    ],
    'fields of the command JSON': Object.keys(liftResultJson(toy)),
    'command JSON': hash(JSON.stringify(liftResultJson(toy))),
    'report bytes': hash(reportBytes(report)),
    'report statement': reportStatement(report),
    'report 3 bytes': hash(reportBytes(later)),
    'report 3 statement': reportStatement(later)
  };
}

const reportOn = (result: Result): ScoreReport => ({
  format: 'assay/report/1',
  request: { id: '7', cid: 'request cid' },
  submission: { index: 3, packageCid: 'package cid', miner: HASHES.key },
  benchmark: { commitment: HASHES.block },
  seedBlock: { number: 100, hash: HASHES.block },
  result,
  earlierUnread: [1],
  validator: { hotkey: '5Validator', uid: 2 },
  chain: { genesisHash: HASHES.genesis, netuid: 2, specVersion: 425 },
  signature: toHex(new Uint8Array(64).fill(5))
});
