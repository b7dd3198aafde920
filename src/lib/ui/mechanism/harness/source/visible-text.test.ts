import { expect, test } from 'vitest';
import { visibleText } from './visible-text.ts';

test('what cannot be seen or turns the order round is shown by its code point', () => {
  expect(visibleText('a\u202eb\u2066c\u200bd\u0000e\ufefff')).toBe('a⟨U+202E⟩b⟨U+2066⟩c⟨U+200B⟩d⟨U+0000⟩e⟨U+FEFF⟩f');
  expect(visibleText('tag \u{e0041}')).toBe('tag ⟨U+E0041⟩');
});

test('letters of every language, tabs and breaks stay', () => {
  const text = 'é 你好 שלום\tمرحبا\n👩‍🚀 ❤️';
  expect(visibleText(text)).toBe(text);
});
