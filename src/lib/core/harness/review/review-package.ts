// The report on a package before anything of it runs. It informs, and refuses by the request's policy; what holds a program in is
// the sandbox alone.
import type { HarnessPackage } from '../package/read-harness-package.ts';
import type { PythonReading, ReviewFinding, Severity } from './python-reading.ts';

/** What refuses a package. Data Fabrication's policy: any critical finding, any suspicious text. */
export interface ReviewPolicy {
  /** The least severity that refuses; null where findings only inform. */
  refusesFrom: Severity | null;
  refusesSuspicious: boolean;
}

export const UPSTREAM_POLICY: Readonly<ReviewPolicy> = Object.freeze({
  refusesFrom: 'critical',
  refusesSuspicious: true
});

export interface FileReview {
  path: string;
  lines: number;
  functions: string[];
  imports: string[];
  findings: ReviewFinding[];
  suspicious: string[];
}

export interface ReviewReport {
  files: FileReview[];
  counts: Record<Severity, number> & { suspicious: number };
  accepted: boolean;
  /** Why not, a sentence each with file, line and column. */
  reasons: string[];
}

const RANK: Record<Severity, number> = { info: 0, warning: 1, critical: 2 };
const MAX_REASONS = 50;

/** Names that the reader takes for the package's own modules, for its first argument. */
export function ownModules({ contents }: Pick<HarnessPackage, 'contents'>): string[] {
  const names = contents
    .filter(({ path }) => path.endsWith('.py'))
    .flatMap(({ path }) => path.slice(0, -'.py'.length).split('/'));
  return [...new Set(names)].sort();
}

/**
 * @param readings of the package's Python files; one that has none ended the interpreter that read it, and is refused as such.
 */
export function reviewPackage(
  { contents, entryPoint }: Pick<HarnessPackage, 'contents' | 'entryPoint'>,
  readings: readonly PythonReading[],
  policy: ReviewPolicy = UPSTREAM_POLICY
): ReviewReport {
  const byPath = new Map(readings.map((reading) => [reading.path, reading]));
  const files = contents
    .filter(({ path }) => path.endsWith('.py'))
    .map(({ path }) => reviewFile(path, byPath.get(path) ?? null, path === entryPoint.path));
  const counts = { critical: 0, warning: 0, info: 0, suspicious: 0 };
  for (const { findings, suspicious } of files) {
    for (const { severity } of findings) counts[severity]++;
    counts.suspicious += suspicious.length;
  }
  const reasons = files.flatMap((file) => reasonsOf(file, policy));
  return { files, counts, accepted: reasons.length === 0, reasons: reasons.slice(0, MAX_REASONS) };
}

function reviewFile(path: string, reading: PythonReading | null, isEntryPoint: boolean): FileReview {
  if (reading === null) {
    const finding = whole(
      'unreadable',
      'critical',
      'Reading it ended the interpreter: it nests too deeply or is too large.'
    );
    return { path, lines: 0, functions: [], imports: [], findings: [finding], suspicious: [] };
  }
  const { lines, functions, imports, suspicious } = reading;
  const findings = [...reading.findings];
  const isBroken = findings.some(({ pattern }) => pattern === 'syntax_error');
  if (isEntryPoint && !reading.runs && !isBroken)
    findings.push(
      whole('entry_point', 'warning', 'The entry point defines and calls nothing: it will write no output.')
    );
  if (reading.cut) findings.push(whole('too_long', 'info', 'Only its beginning is compared with other programs.'));
  return { path, lines, functions, imports, findings, suspicious };
}

const whole = (pattern: string, severity: Severity, message: string): ReviewFinding => ({
  pattern,
  severity,
  line: null,
  column: null,
  message
});

function reasonsOf({ path, findings, suspicious }: FileReview, policy: ReviewPolicy): string[] {
  const { refusesFrom, refusesSuspicious } = policy;
  const refusing = findings.filter(({ severity }) => refusesFrom !== null && RANK[severity] >= RANK[refusesFrom]);
  return [
    ...refusing.map(({ pattern, severity, line, column, message }) => {
      const place = line === null ? path : `${path}:${line}:${column ?? 1}`;
      return `${place}: ${pattern} (${severity})${message === undefined ? '' : `: ${message}`}`;
    }),
    ...(refusesSuspicious ? suspicious.map((pattern) => `${path}: suspicious text "${pattern}"`) : [])
  ];
}
