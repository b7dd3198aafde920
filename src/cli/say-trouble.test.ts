import { expect, test } from 'vitest';
import { troubleLines } from './say-trouble.ts';

test('each trouble is said once a minute, a full disk in plain words', () => {
  const said: string[] = [];
  let nowMs = 0;
  const trouble = troubleLines(
    () => nowMs,
    (line) => said.push(line)
  );
  const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
  trouble('the local chain', full);
  trouble('the local chain', full);
  trouble('the content node', full);
  expect(said).toEqual([
    expect.stringMatching(/^assay: the local chain: The disk is full: nothing more can be written\. Free some space/),
    expect.stringContaining('the content node')
  ]);
  nowMs = 60_000;
  trouble('the local chain', full);
  expect(said).toHaveLength(3);
});
