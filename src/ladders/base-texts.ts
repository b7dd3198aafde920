// Passages that the reference model was pretrained on: text that a miner could copy instead of making rows.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const PASSAGE_CHARACTERS = 400;

/** Passages of the speeches that pretraining reads, one after the other. */
export function baseTexts(sotuPackage: string): string[] {
  const folder = join(sotuPackage, 'data');
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.txt'))
    .sort()
    .slice(1, 40);
  return files.flatMap((name) => {
    const text = readFileSync(join(folder, name), 'utf8').replace(/\s+/g, ' ');
    return Array.from({ length: Math.floor(text.length / PASSAGE_CHARACTERS) }, (_, passage) =>
      text.slice(passage * PASSAGE_CHARACTERS, (passage + 1) * PASSAGE_CHARACTERS)
    );
  });
}
