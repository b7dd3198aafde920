// Writes the fingerprints of the texts the reference model was pretrained on and names them in its manifest.
// node src/pretrain/write-fingerprints.ts --packages DIR --publish static/reference
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { encodeFingerprints, FINGERPRINT, winnow } from '../lib/core/quality/fingerprints.ts';
import { normaliseText } from '../lib/core/quality/normalise-text.ts';
import { createTextLoops } from '../lib/core/quality/text-loops.ts';
import { readSources } from './read-sources.ts';

const FILE = 'fingerprints.bin';
const MAX_BYTES = 1_500_000;

const { values: options } = parseArgs({ options: { packages: { type: 'string' }, publish: { type: 'string' } } });
if (!options.packages || !options.publish)
  throw new Error('Usage: node src/pretrain/write-fingerprints.ts --packages DIR --publish DIR');

const hashes = fingerprintsOf(readSources(options.packages).map(({ text }) => text));
const bytes = encodeFingerprints(hashes);
if (bytes.length > MAX_BYTES) throw new Error(`The fingerprints have ${bytes.length} bytes, more than ${MAX_BYTES}.`);
writeFileSync(join(options.publish, FILE), bytes);
nameInManifest(join(options.publish, 'manifest.json'), bytes, hashes.size);
console.error(`${hashes.size} fingerprints, ${bytes.length} bytes`);

function fingerprintsOf(texts: string[]): Set<number> {
  const loops = createTextLoops();
  const hashes = new Set<number>();
  for (const text of texts) {
    const normal = normaliseText(text);
    loops.take(normal);
    for (const hash of winnow(loops.words(0, normal.length))) hashes.add(hash);
  }
  return hashes;
}

/** The same files give the same manifest, however often this runs. */
function nameInManifest(path: string, bytes: Uint8Array, count: number): void {
  const manifest = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
  const { gram, window, hashBits } = FINGERPRINT;
  manifest.fingerprints = {
    file: FILE,
    bytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    count,
    gramWords: gram,
    windowGrams: window,
    falsePositiveShare: Number((count / 2 ** hashBits).toFixed(5))
  };
  writeFileSync(path, `${JSON.stringify(manifest, null, 2)}\n`);
}
