// What each gate of rows is called on every page.
import type { GateName } from '../../../core/quality/gate-name.ts';

export const GATE_NAMES: Record<GateName, string> = {
  schema: 'Schema',
  rows: 'Number of rows',
  size: 'Size',
  'exact-duplicates': 'Exact duplicates',
  'near-duplicates': 'Near duplicates',
  'practice-copies': 'Copies of practice rows',
  'earlier-submissions': 'Copies of earlier submissions',
  'template-collapse': 'One template',
  'public-copies': 'Copies of public texts',
  'benchmark-overlap': 'Overlap with the benchmark',
  'empty-outputs': 'Empty outputs',
  'filler-outputs': 'Filler outputs',
  'equal-answers': 'Equal answers',
  language: 'Language',
  secrets: 'Secrets',
  'personal-data': 'Personal data',
  'prompt-injection': 'Instructions to a reader',
  'wrong-answers': 'Wrong answers'
};
