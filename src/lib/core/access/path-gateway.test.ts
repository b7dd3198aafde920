import { expect, test } from 'vitest';
import { isOnPathGateway } from './path-gateway.ts';

test.each([
  ['/ipfs/bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi/', true],
  ['/ipns/assay.example/index.html', true],
  ['/', false],
  ['/assay/', false],
  ['/ipfs', false],
  ['/docs/ipfs/x/', false]
])('%s: %s', (pathname, expected) => {
  expect(isOnPathGateway(pathname)).toBe(expected);
});
