// Records the golden values: once, before a change that must leave them as they are.
import { writeFileSync } from 'node:fs';
import { goldenValues } from './golden-values.ts';

writeFileSync(new URL('./golden-values.json', import.meta.url), `${JSON.stringify(await goldenValues(), null, 2)}\n`);
process.exit(0);
