// The text of the generated modules of the market in contracts/artifacts/, and what tells whether they are current.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { toFunctionSelector, type Abi, type AbiFunction } from 'viem';
import { compileMarket, type CompiledMarket } from './compile-market.ts';

const HEADER = '// Generated from contracts/src and contracts/interfaces by `npm run build:market`. Do not edit.\n';

export interface MarketParts {
  market: CompiledMarket;
  annex: CompiledMarket;
  jury: CompiledMarket;
}

/** Takes a quarter of a minute. */
export function compileMarketParts(): MarketParts {
  return {
    market: compileMarket('src/Market.sol', 'Market'),
    annex: compileMarket('src/MarketAnnex.sol', 'MarketAnnex'),
    jury: compileMarket('src/MarketJury.sol', 'MarketJury')
  };
}

/** Path below contracts/ -> text. */
export function marketArtifactModules({ market, annex, jury }: MarketParts): Record<string, string> {
  const build = {
    ...market.settings,
    codeBytes: market.codeBytes,
    annexCodeBytes: annex.codeBytes,
    juryCodeBytes: jury.codeBytes
  };
  const codes = { marketInitCode: market, marketAnnexInitCode: annex, marketJuryInitCode: jury };
  const code = Object.entries(codes)
    .map(([name, part]) => `export const ${name} =\n  '${part.initCode}';\n`)
    .join('');
  return {
    'artifacts/market.abi.ts': `${HEADER}export const marketAbi = ${JSON.stringify(mergeAbis(market.abi, annex.abi, jury.abi), null, 2)} as const;\n`,
    'artifacts/market.init-code.ts': `${HEADER}/** sha256 of the sources below. */\nexport const marketSourceHash = '${marketSourceHash()}';\n${code}export const marketBuild = ${JSON.stringify(build, null, 2)} as const;\n`
  };
}

/** sha256 over the Solidity sources of the market and the version of OpenZeppelin's contracts, in hex. */
export function marketSourceHash(): string {
  const hash = createHash('sha256');
  for (const folder of ['interfaces', 'src']) {
    const path = fileURLToPath(new URL(`../${folder}/`, import.meta.url));
    const files = readdirSync(path).filter((name) => name.endsWith('.sol'));
    for (const file of files.sort()) hash.update(`${folder}/${file}`).update(readFileSync(join(path, file)));
  }
  const library = createRequire(import.meta.url).resolve('@openzeppelin/contracts/package.json');
  hash.update((JSON.parse(readFileSync(library, 'utf8')) as { version: string }).version);
  return hash.digest('hex');
}

/** One ABI for the three contracts behind the market's address; of the constructors, the market's. */
function mergeAbis(market: Abi, ...others: Abi[]): Abi {
  const merged = [...market];
  for (const item of others.flat()) {
    if (item.type === 'constructor' || merged.some((known) => JSON.stringify(known) === JSON.stringify(item))) continue;
    if (item.type === 'function' && selectorsOf(merged).includes(toFunctionSelector(item)))
      throw new Error(`two parts of the market have ${JSON.stringify(item)}`);
    merged.push(item);
  }
  return merged;
}

const selectorsOf = (abi: Abi) =>
  abi.filter((item): item is AbiFunction => item.type === 'function').map(toFunctionSelector);
