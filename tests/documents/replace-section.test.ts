import { expect, test } from 'vitest';
import { replaceSection } from './replace-section.ts';

const document = '# Title\n<!-- a -->\nold\n<!-- /a -->\n<!-- b -->\n<!-- /b -->\nend\n';

test('only the named section changes, and writing twice changes nothing', () => {
  const once = replaceSection(document, 'a', 'new');
  expect(once).toBe('# Title\n<!-- a -->\n\nnew\n\n<!-- /a -->\n<!-- b -->\n<!-- /b -->\nend\n');
  expect(replaceSection(once, 'a', 'new')).toBe(once);
});

test('a section that is not there is an error', () => {
  expect(() => replaceSection(document, 'c', 'new')).toThrow('no section "c"');
});
