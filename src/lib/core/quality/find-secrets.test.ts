import { describe, expect, test } from 'vitest';
import { findSecret } from './find-secrets.ts';
import { checkRows, gate } from './testing/pair-request.ts';

const letters = 'bX7qL2mZ9pR4tK8vN3cW6yD1fG5hJ0sAeUiOwQzT';
/** Put together here, so that no scanner takes this file for a leak. */
const TOKENS: [name: string, text: string][] = [
  ['a private key', `-----BEGIN ${'RSA PRIVATE'} KEY-----\nMIIEowIBAAKCAQEA${letters}${letters}\n`],
  ['a private key', `-----BEGIN ${'OPENSSH PRIVATE'} KEY-----\nb3BlbnNzaC1rZXktdjEAAAAA${letters}`],
  ['an AWS access key', `key AKIA${'QZ7MX3NB5VTRW2LD'} here`],
  ['a GitHub token', `ghp_${letters.slice(0, 36)}`],
  ['a Slack token', `xoxb-${letters.slice(0, 24)}`],
  ['a Google API key', `AIza${letters.slice(0, 35)}`],
  ['a Stripe key', `sk_live_${letters.slice(0, 24)}`],
  ['an npm token', `npm_${letters.slice(0, 36)}`],
  ['an API key', `sk-proj-${letters}`],
  ['an API key', `sk-${'9f3c07b1e2d84a65'.repeat(2)}`],
  ['a GitLab token', `glpat-${letters.slice(0, 20)}`],
  ['a Hugging Face token', `hf_${letters.slice(0, 34)}`]
];

describe('findSecret', () => {
  test.each(TOKENS)('finds %s in %.24s', (name, text) => {
    expect(findSecret(`Before it, ${text} and after.`)?.name).toBe(name);
  });

  test.each([
    'AKIAIOSFODNN7EXAMPLE',
    'sk-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
    'ghp_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
    '-----BEGIN PUBLIC KEY-----',
    'Put the PRIVATE KEY under the mat.',
    'risk-free-and-skill-full-words-that-go-on-for-long',
    'the task-list-that-somebody-wrote-down-for-us',
    'sk-3-rooms-near-the-Market-in-the-Old-town-2-floors-with-a-view',
    'npm_config_registry_for_the_whole_machine_here',
    'ghp_0123456789abcdefghijklmnopqrstuvwxyz'
  ])('%s is none', (text) => expect(findSecret(text)).toBeNull());
});

test('one row with a credential in any column fails the set; the finding shows it masked, with its place', async () => {
  const [, token] = TOKENS[3]!;
  const rows = [
    { input: 'a question', output: 'an answer' },
    { input: 'another one', output: 'said', notes: { from: [`my token is ${token}`] } }
  ];
  const checked = await checkRows(rows);
  expect(gate(checked, 'secrets')).toMatchObject({
    pass: false,
    leftOut: 1,
    limit: 0,
    findings: [{ line: 2, path: '/notes/from/0' }]
  });
  expect(JSON.stringify(checked.gates)).not.toContain(token.slice(6, 30));
  expect(checked.countedRows).toBe(1);
});
