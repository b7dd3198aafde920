// Text of strangers for the eye: characters that cannot be seen, or that turn the order of others round, stand as their code points
// (Boucher & Anderson, Trojan Source, 2021).

const INVISIBLE =
  /[^\P{Cc}\t\n]|[\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff0-\ufffb]|[\u{e0000}-\u{e0fff}]/gu;

/** Tabs and line breaks stay, and what joins letters and pictures. */
export const visibleText = (text: string): string =>
  text.replace(INVISIBLE, (sign) => `⟨U+${sign.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}⟩`);
