// What the reader says of a file in which there is nothing to find.
import type { PythonReading } from '../review/python-reading.ts';

export const plainReading = (path: string, more: Partial<PythonReading> = {}): PythonReading => ({
  path,
  lines: 3,
  nodes: ['Module'],
  cut: false,
  functions: [],
  imports: [],
  findings: [],
  suspicious: [],
  runs: true,
  ...more
});
