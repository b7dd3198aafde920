// `npm run build:contracts`: writes the compiled market as typed modules, so that nothing compiles at run time.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { artifactModules } from './artifact-modules.ts';

for (const [path, text] of Object.entries(artifactModules())) {
  writeFileSync(fileURLToPath(new URL(path, import.meta.url)), text);
  console.log(`contracts/${path}`);
}
