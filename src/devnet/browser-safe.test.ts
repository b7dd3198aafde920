// The chain runs in a browser's worker too: only src/devnet/node may use Node's modules.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

test('no Node module outside node/', () => {
  const root = import.meta.dirname;
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !/^(node|testing)\//.test(file)
  );
  const wrong = files.filter((file) =>
    /from '(node:|ws')|\bBuffer\b|\bprocess\./.test(readFileSync(join(root, file), 'utf8'))
  );
  expect(files.length).toBeGreaterThan(40);
  expect(wrong).toEqual([]);
});
