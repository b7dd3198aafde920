// Credentials that must not be published: private keys and the access tokens whose form their issuers document.

interface SecretForm {
  name: string;
  pattern: RegExp;
}

const FORMS: readonly SecretForm[] = [
  {
    name: 'a private key',
    pattern: /-----BEGIN [A-Z ]{0,24}PRIVATE KEY(?: BLOCK)?-----\s*[A-Za-z0-9+/=\s:,-]{40}/
  },
  { name: 'an AWS access key', pattern: /\b(?:AKIA|ASIA)[A-Z2-7]{16}\b/ },
  { name: 'a GitHub token', pattern: /\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{50})/ },
  { name: 'a Slack token', pattern: /\bxox[abeoprs]-[A-Za-z0-9-]{20}/ },
  { name: 'a Google API key', pattern: /\bAIza[A-Za-z0-9_-]{35}/ },
  { name: 'a Stripe key', pattern: /\b[rs]k_live_[A-Za-z0-9]{20}/ },
  { name: 'an npm token', pattern: /\bnpm_[A-Za-z0-9]{36}\b/ },
  { name: 'an API key', pattern: /\bsk-[A-Za-z0-9_-]{32}/ }
];
/** One look that most texts end at. */
const MARKS = /PRIVATE KEY|AKIA|ASIA|gh[pousr]_|github_pat_|xox[abeoprs]-|AIza|k_live_|npm_|sk-/;
const FEWEST_CHARACTERS = 8;

/** The first credential of a text and what it is, or null. Placeholders (`EXAMPLE`, one character again and again) are none. */
export function findSecret(text: string): { name: string; value: string } | null {
  if (!MARKS.test(text)) return null;
  for (const { name, pattern } of FORMS) {
    const value = pattern.exec(text)?.[0];
    if (value !== undefined && !isPlaceholder(value)) return { name, value };
  }
  return null;
}

function isPlaceholder(value: string): boolean {
  const body = value.replace(/^.*?[_-]|-----[^-]*-----/, '');
  return /EXAMPLE|example|your|xxxx|XXXX|1234567890|\.\.\./.test(value) || new Set(body).size < FEWEST_CHARACTERS;
}
