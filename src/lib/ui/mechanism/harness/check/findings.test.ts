import { expect, test } from 'vitest';
import type { FileReview } from '../../../../core/harness/review/review-package.ts';
import { findingsOf } from './findings.ts';

const file = (path: string, findings: FileReview['findings'], suspicious: string[] = []): FileReview => ({
  path,
  lines: 10,
  functions: [],
  imports: [],
  findings,
  suspicious
});

test('the gravest come first, then files and lines as they are; suspicious texts count as critical', () => {
  const files = [
    file('a.py', [
      { pattern: 'open', severity: 'info', line: 2, column: 1 },
      { pattern: 'compile', severity: 'warning', line: 3, column: 5 }
    ]),
    file('b.py', [{ pattern: 'eval', severity: 'critical', line: 1, column: 1 }], ['/etc/passwd'])
  ];
  expect(findingsOf({ files }).map(({ path, pattern, severity }) => [path, pattern, severity])).toEqual([
    ['b.py', 'eval', 'critical'],
    ['b.py', '"/etc/passwd"', 'critical'],
    ['a.py', 'compile', 'warning'],
    ['a.py', 'open', 'info']
  ]);
});
