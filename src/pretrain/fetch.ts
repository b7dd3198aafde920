// Fetches the texts of pretraining: node src/pretrain/fetch.ts DIR
import { fetchPackages } from './fetch-packages.ts';
import { SOURCES } from './sources.ts';

const folder = process.argv[2];
if (!folder) throw new Error('Usage: node src/pretrain/fetch.ts DIR');
const packages = new Map(SOURCES.map((source) => [source.packageName, source]));
fetchPackages(folder, [...packages.values()]);
