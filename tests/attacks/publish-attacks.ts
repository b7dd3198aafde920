// Writes the table of docs/attacks.md.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { replaceSection } from '../documents/replace-section.ts';
import type { AttackScore } from './attack-score.ts';
import { ATTACKS, HONEST } from './attacks.ts';

const FILE = fileURLToPath(new URL('../../docs/attacks.md', import.meta.url));
const SECTION = 'row-attacks';
const TIERS = [
  { tier: 1, name: 'small model' },
  { tier: 2, name: 'SmolLM2' }
];

export function publishAttacks(scores: readonly AttackScore[]): void {
  const domains = [...new Set(scores.map(({ domain }) => domain))];
  const columns = domains.flatMap((domain) =>
    TIERS.filter(({ tier }) => scores.some((one) => one.domain === domain && one.tier === tier)).map((tier) => ({
      domain,
      ...tier
    }))
  );
  const shown = (attack: string, { domain, tier }: { domain: string; tier: number }) => {
    const of = (name: string) =>
      scores.findLast((one) => one.domain === domain && one.tier === tier && one.attack === name);
    const found = of(attack);
    if (!found) return '-';
    if (found.failedGates.length > 0) return `0 (${found.failedGates.join(', ')})`;
    const honest = of(HONEST)?.score ?? 0;
    const share = attack === HONEST || honest === 0 ? '' : `, ${Math.round((100 * found.score) / honest)} %`;
    return `${found.score.toFixed(3)}${share}`;
  };
  const lines = ATTACKS.filter(({ name }) => scores.some(({ attack }) => attack === name)).map(
    ({ name }) => `| ${name} | ${columns.map((column) => shown(name, column)).join(' | ')} |`
  );
  const table = [
    `| rows | ${columns.map(({ domain, name }) => `${domain}: ${name}`).join(' | ')} |`,
    `| - | ${columns.map(() => '-').join(' | ')} |`,
    ...lines
  ].join('\n');
  writeFileSync(FILE, replaceSection(readFileSync(FILE, 'utf8'), SECTION, table));
}
