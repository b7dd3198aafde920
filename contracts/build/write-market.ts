// `npm run build:market`: writes the compiled market as typed modules, so that nothing compiles at run time.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compileMarketParts, marketArtifactModules } from './market-artifacts.ts';

for (const [path, text] of Object.entries(marketArtifactModules(compileMarketParts()))) {
  writeFileSync(fileURLToPath(new URL(`../${path}`, import.meta.url)), text);
  console.log(`contracts/${path}`);
}
