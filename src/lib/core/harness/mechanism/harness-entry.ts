// A submission's package: the harness in a folder of its own, beside the request and what its miner checked.
import { canonicalJson } from '../../encoding/canonical-json.ts';
import { AppError } from '../../error/app-error.ts';
import type { GateResult } from '../../gate/gate-result.ts';
import type { PackageFile } from '../../mechanism/package-file.ts';
import { refusesHarness } from '../package/package-rule.ts';
import { readHarnessPackage, type HarnessPackage } from '../package/read-harness-package.ts';
import type { HarnessSpec } from './harness-body.ts';

const FOLDER = 'harness/';

/** @throws AppError `harness/refused-package` with `details.rule` and `details.entry`. */
export function harnessOfPackage(files: readonly PackageFile[]): HarnessPackage {
  return readHarnessPackage(
    files
      .filter(({ path }) => path.startsWith(FOLDER))
      .map(({ path, bytes }) => ({ path: path.slice(FOLDER.length), bytes }))
  );
}

/** null where the files are no harness. */
export function harnessOrNull(files: readonly PackageFile[]): HarnessPackage | null {
  try {
    return harnessOfPackage(files);
  } catch (thrown) {
    if (thrown instanceof AppError && refusesHarness(thrown)) return null;
    throw thrown;
  }
}

export function packageOfHarness(
  { contents, treeHash }: HarnessPackage,
  { spec, requestCid, gates }: { spec: HarnessSpec; requestCid: string; gates: GateResult[] }
): PackageFile[] {
  return [
    ...contents.map(({ path, bytes }) => ({ path: FOLDER + path, bytes })),
    {
      path: 'reports/preflight.json',
      bytes: canonicalJson({ format: 'assay/harness-preflight/1', requestCid, treeHash, gates })
    },
    { path: 'request.json', bytes: canonicalJson(spec) }
  ];
}
