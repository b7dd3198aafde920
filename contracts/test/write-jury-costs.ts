// `npm run costs:jury`: writes the table of docs/audit.md that says what a false challenge costs and brings.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { replaceSection } from '../../tests/documents/replace-section.ts';
import { juryCostsSection } from './testing/jury-costs.ts';

const path = fileURLToPath(new URL('../../docs/audit.md', import.meta.url));
writeFileSync(path, replaceSection(readFileSync(path, 'utf8'), 'jury-costs', juryCostsSection()));
