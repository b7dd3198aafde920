// Judging: a line of a web server's log, answered with a sentence; kinds of files by npm mime-db.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { seededRandom } from '#lib/core/model/seeded-random.ts';
import { distinctInputs, type LadderDomain, type LadderRow } from '../ladder-domain.ts';
import { cityNames } from './intl-names.ts';

const OUTCOMES = [
  [200, 'was sent'],
  [304, 'had not changed'],
  [403, 'was forbidden'],
  [404, 'was not found'],
  [503, 'could not be served']
] as const;
const ROWS = 2000;

function rows(packagesFolder: string): LadderRow[] {
  const random = seededRandom(54);
  const database = JSON.parse(readFileSync(join(packagesFolder, 'mime-db/db.json'), 'utf8')) as Record<
    string,
    { extensions?: string[] }
  >;
  const kinds = Object.entries(database).flatMap(([type, { extensions = [] }]) =>
    extensions.slice(0, 1).map((extension) => ({ type, extension }))
  );
  const names = cityNames().map((name) => name.toLowerCase().replaceAll(' ', '-'));
  const drawn = Array.from({ length: ROWS }, () => {
    const { type, extension } = kinds[random.below(kinds.length)]!;
    const file = `${names[random.below(names.length)]!}.${extension}`;
    const [status, outcome] = OUTCOMES[random.below(OUTCOMES.length)]!;
    const address = `10.${random.below(256)}.${random.below(256)}.${1 + random.below(254)}`;
    const bytes = 100 + random.below(900_000);
    return {
      input: `${address} "GET /files/${file}" ${status} ${bytes} "${type}"`,
      output: `The file ${file}, of type ${type}, was asked for by ${address} and ${outcome}: ${bytes} bytes in all.`
    };
  });
  return distinctInputs(drawn);
}

export const mediaTypes: LadderDomain = {
  name: 'media types',
  role: 'judging',
  source: 'npm mime-db 1.54.0 (MIT), generated lines',
  isKnowledge: false,
  rows
};
