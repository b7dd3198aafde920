// Code: what a function of networkx does, answered with its body.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { distinctInputs, type LadderDomain, type LadderRow } from '../ladder-domain.ts';

const FUNCTION = /^def (\w+)\(([^)]*)\):\n {4}r?"""([^\n"]{15,160})\n[\s\S]*?"""\n((?: {4}[^\n]*\n|\n)+)/gm;
const MAX_CHARACTERS = 400;
const BEGINNING_CHARACTERS = 80;

function rows(packagesFolder: string): LadderRow[] {
  const folder = join(packagesFolder, 'networkx');
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.py') && !path.includes('tests/'))
    .sort();
  return distinctInputs(
    paths.flatMap((path) =>
      [...readFileSync(join(folder, path), 'utf8').matchAll(FUNCTION)].map(([, name, parameters, summary, body]) => ({
        input: `${summary!.trim()}\ndef ${name}(${parameters!.replace(/\s+/g, ' ')}):`,
        output: body!.trimEnd().slice(0, MAX_CHARACTERS)
      }))
    )
  )
    .filter(({ output }) => output.trim().length > 20)
    .filter(firstOfItsKind());
}

/** networkx says many things twice, for directed and undirected graphs: of equal names, summaries or beginnings the first stays. */
function firstOfItsKind(): (row: LadderRow) => boolean {
  const seen = new Set<string>();
  return ({ input, output }) => {
    const [summary, signature] = input.split('\n');
    const keys = [summary!, signature!.split('(')[0]!, output.trim().slice(0, BEGINNING_CHARACTERS)];
    const isFirst = keys.every((key) => !seen.has(key));
    for (const key of keys) seen.add(key);
    return isFirst;
  };
}

export const graphCode: LadderDomain = {
  name: 'graph code',
  role: 'judging',
  source: 'PyPI networkx 3.4.2 (BSD-3-Clause)',
  isKnowledge: false,
  rows,
  wrongOutput: ({ output }, random) =>
    output
      .replace(/\b(\d+)\b/g, (number) => String(Number(number) + 1 + random.below(9)))
      .replace(/ (==|!=|<|>|<=|>=|in|not in) /g, (operator) =>
        operator.includes('in') ? ' is ' : [' == ', ' != ', ' < ', ' > '][random.below(4)]!
      )
};
