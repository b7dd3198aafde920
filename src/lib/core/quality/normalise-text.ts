// Brings texts that people would call the same to the same string, for comparing rows (never for training on them).

const ASCII = /^[\x20-\x7e\s]*$/;

/** Unicode NFKC, case folded, invisible characters dropped, white space collapsed to single spaces and trimmed. */
export function normaliseText(text: string): string {
  if (ASCII.test(text)) return collapse(text.toLowerCase());
  const folded = text.normalize('NFKC').toUpperCase().toLowerCase().replaceAll('ς', 'σ').normalize('NFKC');
  return collapse(folded.replace(/\p{Default_Ignorable_Code_Point}/gu, ''));
}

function collapse(text: string): string {
  return (/[^\S ]| {2}/.test(text) ? text.replace(/\s+/g, ' ') : text).trim();
}
