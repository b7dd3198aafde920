import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { toRelative } from './relative-page.mjs';

const hashOf = (script: string) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`;

test('a page of the root works below any path, and its inline script is still allowed', () => {
  const page = (root: string, script: string) =>
    `<meta http-equiv="content-security-policy" content="script-src 'self' ${hashOf(script)} 'sha256-other'">` +
    `<link href="${root}icon.svg"><a href="//elsewhere/"></a><script src="${root}a.js"></script><script>${script}</script>`;
  expect(toRelative(page('/', 'import("/_app/start.js")'))).toBe(page('./', 'import("./_app/start.js")'));
});
