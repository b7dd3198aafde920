// A fresh compile gives the artifacts, byte for byte.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { compileMarketParts, marketArtifactModules } from '../build/market-artifacts.ts';

test('a fresh compile gives the artifacts', { timeout: 300_000 }, () => {
  for (const [path, text] of Object.entries(marketArtifactModules(compileMarketParts())))
    expect(readFileSync(fileURLToPath(new URL(`../${path}`, import.meta.url)), 'utf8')).toBe(text);
});
