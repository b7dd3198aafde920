// A submission of people's judgements: `answers.jsonl`, beside the request and what its miner checked.
import { canonicalJson } from '../../encoding/canonical-json.ts';
import { AppError } from '../../error/app-error.ts';
import type { GateResult } from '../../gate/gate-result.ts';
import type { PackageFile } from '../../mechanism/package-file.ts';
import type { HumanSpec } from './human-body.ts';

export const ANSWERS_PATH = 'answers.jsonl';

export interface HumanEntry {
  /** Bytes of `answers.jsonl`. */
  answers: Uint8Array;
}

/** @throws AppError `package/no-data`. */
export function answersOfPackage(files: readonly PackageFile[]): HumanEntry {
  const file = files.find(({ path }) => path === ANSWERS_PATH);
  if (file) return { answers: file.bytes };
  throw new AppError('package/no-data', `This package has no ${ANSWERS_PATH}.`, {
    hints: ['A submission to such a request is a file of answers, one a line.']
  });
}

export const packageOfAnswers = (
  { answers }: HumanEntry,
  { spec, requestCid, gates }: { spec: HumanSpec; requestCid: string; gates: GateResult[] }
): PackageFile[] => [
  { path: ANSWERS_PATH, bytes: answers },
  { path: 'reports/preflight.json', bytes: canonicalJson({ format: 'assay/human-preflight/1', requestCid, gates }) },
  { path: 'request.json', bytes: canonicalJson(spec) }
];
