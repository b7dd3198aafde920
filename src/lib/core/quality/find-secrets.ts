// Credentials that must not be published: private keys and the access tokens whose form their issuers document. A key bears its
// issuer's mark and looks drawn by chance; words joined by hyphens do not.

interface SecretForm {
  name: string;
  pattern: RegExp;
}

const FORMS: readonly SecretForm[] = [
  {
    name: 'a private key',
    pattern: /-----BEGIN [A-Z ]{0,24}PRIVATE KEY(?: BLOCK)?-----(?:\\[nr]|[A-Za-z0-9+/=\s:,-]){64}/g
  },
  { name: 'an AWS access key', pattern: /(?<![A-Za-z0-9+/])(?:AKIA|ASIA)[A-Z2-7]{16}(?![A-Za-z0-9+/])/g },
  { name: 'a GitHub token', pattern: /\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{50})/g },
  { name: 'a GitLab token', pattern: /\bglpat-[A-Za-z0-9_-]{20}/g },
  { name: 'a Slack token', pattern: /\bxox[abeoprs]-[A-Za-z0-9-]{20,}/g },
  { name: 'a Google API key', pattern: /\bAIza[A-Za-z0-9_-]{35}/g },
  { name: 'a Stripe key', pattern: /\b[rs]k_live_[A-Za-z0-9]{20,}/g },
  { name: 'an npm token', pattern: /\bnpm_[A-Za-z0-9]{36}\b/g },
  { name: 'a PyPI token', pattern: /\bpypi-AgEIcHlwaS5vcmc[A-Za-z0-9_-]{40}/g },
  { name: 'a Hugging Face token', pattern: /\bhf_[A-Za-z0-9]{34}\b/g },
  { name: 'a SendGrid key', pattern: /\bSG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}/g },
  { name: 'an API key', pattern: /(?<![\w-])sk-[A-Za-z0-9_-]{32,}/g }
];
/** One look that most texts end at. */
const MARKS = /PRIVATE KEY|AKIA|ASIA|gh[pousr]_|github_pat_|glpat-|xox[abeoprs]-|AIza|k_live_|npm_|pypi-|hf_|SG\.|sk-/;
/** The issuer's mark, which is not drawn. */
const PREFIX =
  /^(?:sk-(?:[a-z]{3,8}-)?|gh[pousr]_|github_pat_|glpat-|xox[a-z]-|AIza|[rs]k_live_|npm_|pypi-AgEIcHlwaS5vcmc|hf_|SG\.|A[KS]IA)/;
const FEWEST_CHARACTERS = 8;
/** What people write where a key would stand. */
const STAND_IN =
  /EXAMPLE|example|your|YOUR|redacted|REDACTED|placeholder|xxxx|XXXX|\.\.\.|\*\*\*|1234567|7654321|abcdef[gG]|ABCDEFG|(.)\1{5}/;

/** The first credential of a text and what it is, or null. Placeholders and words joined by hyphens are none. */
export function findSecret(text: string): { name: string; value: string } | null {
  if (!MARKS.test(text)) return null;
  for (const { name, pattern } of FORMS)
    for (const [value] of text.matchAll(pattern)) if (isDrawn(value)) return { name, value };
  return null;
}

function isDrawn(value: string): boolean {
  const isBlock = value.startsWith('-----');
  const body = isBlock ? value.replace(/-----[^-]*-----/, '') : value.replace(PREFIX, '');
  if (STAND_IN.test(body) || new Set(body).size < FEWEST_CHARACTERS) return false;
  if (isBlock || !value.startsWith('sk-')) return true;
  return /^[\da-f]{32,}$/.test(body) || (/\d/.test(body) && /[a-z]/.test(body) && /[A-Z]/.test(body) && !isWords(body));
}

/** Most parts between hyphens are words of small letters, or numbers: a slug. */
function isWords(body: string): boolean {
  const parts = body.split(/[-_]/).filter((part) => part !== '');
  return (
    parts.length > 3 && parts.filter((part) => /^(?:[A-Z]?[a-z]{0,12}|\d{1,6})$/.test(part)).length > parts.length / 2
  );
}
