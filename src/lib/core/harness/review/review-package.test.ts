import { describe, expect, test } from 'vitest';
import { plainReading } from '../testing/plain-reading.ts';
import { parseReading } from './python-reading.ts';
import { ownModules, reviewPackage } from './review-package.ts';

const file = (path: string) => ({ path, bytes: new Uint8Array(0) });
const harness = {
  contents: [file('harness.py'), file('lib/words.py'), file('words.txt')],
  entryPoint: { path: 'harness.py', manifestPath: null }
};
const found = (severity: 'critical' | 'warning' | 'info', pattern: string) => ({
  pattern,
  severity,
  line: 4,
  column: 7
});

describe('the review of a package', () => {
  test('accepts what has nothing critical and nothing suspicious, as the reference does', () => {
    const readings = [
      plainReading('harness.py', { findings: [found('warning', 'subprocess.run'), found('info', 'open')] }),
      plainReading('lib/words.py', { runs: false })
    ];
    expect(reviewPackage(harness, readings)).toMatchObject({
      accepted: true,
      reasons: [],
      counts: { critical: 0, warning: 1, info: 1, suspicious: 0 }
    });
  });

  test('refuses with file, line and column', () => {
    const readings = [
      plainReading('harness.py', { findings: [found('critical', 'os.system')], suspicious: ['/etc/passwd'] }),
      plainReading('lib/words.py')
    ];
    const { accepted, reasons } = reviewPackage(harness, readings);
    expect(accepted).toBe(false);
    expect(reasons).toEqual(['harness.py:4:7: os.system (critical)', 'harness.py: suspicious text "/etc/passwd"']);
  });

  test('follows the policy of the request', () => {
    const readings = [
      plainReading('harness.py', { findings: [found('warning', 'import numpy')] }),
      plainReading('lib/words.py')
    ];
    expect(reviewPackage(harness, readings, { refusesFrom: 'warning', refusesSuspicious: true }).accepted).toBe(false);
    const critical = [
      plainReading('harness.py', { findings: [found('critical', 'eval')], suspicious: ['/proc/'] }),
      plainReading('lib/words.py')
    ];
    expect(reviewPackage(harness, critical, { refusesFrom: null, refusesSuspicious: false }).accepted).toBe(true);
  });

  test('refuses a file that ended the interpreter', () => {
    const { reasons } = reviewPackage(harness, [plainReading('harness.py')]);
    expect(reasons).toEqual([expect.stringContaining('lib/words.py: unreadable (critical)')]);
  });

  test('says when the entry point does nothing', () => {
    const { files } = reviewPackage(harness, [
      plainReading('harness.py', { runs: false }),
      plainReading('lib/words.py', { runs: false })
    ]);
    expect(files.map(({ findings }) => findings.map(({ pattern }) => pattern))).toEqual([['entry_point'], []]);
  });

  test('tells the reader which modules are its own', () => {
    expect(ownModules(harness)).toEqual(['harness', 'lib', 'words']);
  });
});

test.each(['', '{}', 'null', '[1]', '{"path": "a.py", "nodes": 7}', JSON.stringify(plainReading('a.py')).slice(1)])(
  'a line that is no reading is refused: %s',
  (line) => {
    expect(() => parseReading(line)).toThrow(expect.objectContaining({ code: 'harness/unreadable-reading' }));
  }
);
