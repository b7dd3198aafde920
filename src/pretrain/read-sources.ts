// Reads the fetched packages as plain documents: markup taken off, blanks tidied, duplicates dropped.
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { SOURCES, type Source, type TextKind } from './sources.ts';

/** A text, or a pair of texts of which the second follows from the first. */
export interface Document {
  kind: TextKind;
  prompt?: string;
  text: string;
}

const MIN_BYTES = 200;

/** Every document of every source, in a fixed order. */
export function readSources(packagesFolder: string): Document[] {
  const seen = new Set<string>();
  return SOURCES.flatMap((source) =>
    documentsOf(source, join(packagesFolder, source.packageName.replace('/', '-')))
  ).filter((document) => {
    const key = `${document.prompt ?? ''}\n${document.text}`;
    return !seen.has(key) && seen.add(key);
  });
}

function documentsOf(source: Source, folder: string): Document[] {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => source.files.test(`/${path}`) && lstatSync(join(folder, path)).isFile())
    .sort();
  return paths.flatMap((path) => {
    const bytes = readFileSync(join(folder, path));
    const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
    if (source.format === 'wordnet') return wordnetDocuments(source.kind, text);
    const plain = tidy(source.format === 'html' ? htmlToText(text) : text);
    return plain.length < MIN_BYTES ? [] : [{ kind: source.kind, text: plain }];
  });
}

/** Lines of data.* as in wndb(5WN): fields, then `|`, then the gloss; the third field counts the words (hex). */
function wordnetDocuments(kind: TextKind, file: string): Document[] {
  return file.split('\n').flatMap((line) => {
    const [fields, gloss] = line.split(' | ');
    if (!gloss || !fields || line.startsWith(' ')) return [];
    const parts = fields.split(' ');
    const words = Array.from({ length: Number.parseInt(parts[3]!, 16) }, (_, index) =>
      parts[4 + 2 * index]!.replaceAll('_', ' ')
    );
    return [{ kind, prompt: words.join(', '), text: gloss.trim() }];
  });
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ', mdash: '-', ndash: '-' };

function htmlToText(html: string): string {
  return html
    .replace(/<(script|style|head|nav)\b[\s\S]*?<\/\1>/gi, '')
    .replace(/<div[^>]*class="(navheader|navfooter|nosearch)"[\s\S]*?<\/div>/gi, '')
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/<\/?(p|div|h\d|li|tr|pre|table|ul|ol|dl|dt|dd|br|blockquote)\b[^>]*>/gi, '\n')
    .replace(/<[^>]+>/g, '')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(/&#x([0-9a-f]+);/gi, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)))
    .replace(/&(\w+);/g, (whole, name: string) => ENTITIES[name] ?? whole);
}

function tidy(text: string): string {
  return text
    .replace(/\u00a0/g, ' ')
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
