// The file that is run: what the manifest names, else `harness.py`, else the only Python file.
import { parse } from 'yaml';
import type { PackageFile } from '../../mechanism/package-file.ts';
import { HARNESS_PACKAGE_LIMITS } from './package-limits.ts';
import { refusePackage } from './package-rule.ts';

/** In the order in which they are looked for. */
export const MANIFEST_NAMES = Object.freeze(['data_fabrication.yaml', 'data_fabrication.yml', 'manifest.yaml']);
const DEFAULT_ENTRY_POINT = 'harness.py';

export interface EntryPoint {
  path: string;
  /** The manifest that was read, or null where there is none. */
  manifestPath: string | null;
}

/** @throws AppError `harness/refused-package` where none is to be found, or the manifest cannot be read. */
export function findEntryPoint(files: readonly PackageFile[]): EntryPoint {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const manifestPath = MANIFEST_NAMES.find((name) => byPath.has(name)) ?? null;
  const named = manifestPath === null ? null : namedEntryPoint(byPath.get(manifestPath)!);
  if (named !== null && !byPath.has(named))
    throw refusePackage('entry-point', manifestPath, `names an entry point that is not in the package: ${named}`);
  return { path: named ?? byHabit(byPath), manifestPath };
}

function byHabit(byPath: ReadonlyMap<string, PackageFile>): string {
  if (byPath.has(DEFAULT_ENTRY_POINT)) return DEFAULT_ENTRY_POINT;
  const programs = [...byPath.keys()].filter((path) => path.endsWith('.py'));
  if (programs.length === 1) return programs[0]!;
  throw refusePackage(
    'entry-point',
    null,
    `has no manifest, no ${DEFAULT_ENTRY_POINT} and ${programs.length} Python files`,
    {
      hints: [
        `Name the program ${DEFAULT_ENTRY_POINT}, or write "entrypoint: NAME.py" into ${MANIFEST_NAMES[0]}.`,
        'Both are looked for at the top: pack what is in the folder, not the folder.'
      ]
    }
  );
}

/** `entrypoint` of a manifest, null where it has none. */
function namedEntryPoint({ path, bytes }: PackageFile): string | null {
  const manifest = readManifest(path, bytes);
  const value = Object.hasOwn(manifest, 'entrypoint') ? manifest.entrypoint : null;
  if (value === null || value === '') return null;
  const isRelative = typeof value === 'string' && /^(?!.*(?:^|\/)\.{0,2}(?:\/|$))[^\\:]+\.py$/.test(value);
  if (!isRelative) throw refusePackage('manifest', path, 'must name a relative Python file under "entrypoint"');
  return value;
}

function readManifest(path: string, bytes: Uint8Array): Record<string, unknown> {
  if (bytes.length > HARNESS_PACKAGE_LIMITS.maxManifestBytes)
    throw refusePackage('manifest', path, `is larger than ${HARNESS_PACKAGE_LIMITS.maxManifestBytes} bytes`);
  let value: unknown;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    // Aliases let a few lines stand for gigabytes.
    value = parse(text, { maxAliasCount: 0, uniqueKeys: true, logLevel: 'error', stringKeys: true });
  } catch (cause) {
    throw refusePackage('manifest', path, 'is not YAML that can be read', { cause });
  }
  if (value === null) return {};
  if (typeof value !== 'object' || Array.isArray(value))
    throw refusePackage('manifest', path, 'must be a mapping, such as "entrypoint: harness.py"');
  return value as Record<string, unknown>;
}
