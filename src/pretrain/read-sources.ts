// Reads the fetched packages as plain documents: markup taken off, blanks tidied, duplicates dropped.
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse as parseYaml, stringify as stringifyYaml } from 'yaml';
import { SOURCES, type Source, type TextKind } from './sources.ts';

/** A text, or a pair of texts of which the second follows from the first. */
export interface Document {
  kind: TextKind;
  prompt?: string;
  text: string;
}

const MIN_BYTES = 200;
const JSON_MAX_BYTES = 2500;

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
    if (source.format === 'dialogue-yaml') return dialogueDocuments(source.kind, text);
    if (source.format === 'faq') return faqDocuments(source.kind, text);
    if (source.format === 'json') return jsonDocuments(source.kind, JSON.parse(text));
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

/** Every conversation as `role: content` lines, the last answer as what follows from the rest. */
function dialogueDocuments(kind: TextKind, file: string): Document[] {
  const { conversations } = parseYaml(file) as { conversations: unknown[] };
  return conversations.flatMap((turns) => {
    if (!Array.isArray(turns) || turns.length < 2) return [];
    const shown = turns.slice(0, turns.length - (turns.length % 2));
    const lines = shown.map((turn, index) => `${index % 2 === 0 ? 'user' : 'assistant'}: ${String(turn)}`);
    const answer = String(shown.at(-1));
    return [{ kind, prompt: `${lines.slice(0, -1).join('\n')}\nassistant: `, text: answer }];
  });
}

/** Every paragraph of an answer as a turn of its own after the question: headings that ask, underlined, in reStructuredText. */
function faqDocuments(kind: TextKind, file: string): Document[] {
  const [, ...sections] = tidy(file).split(/^(?=[^\n]+\?\n[-^=~]{4,}\n)/m);
  return sections.flatMap((section) => {
    const [question, , ...answer] = section.split('\n');
    const paragraphs = answer.join('\n').split(/\n\n(?=\S)/);
    return paragraphs
      .map((paragraph) => paragraph.trim())
      .filter((paragraph) => paragraph.length > 0)
      .map((text) => ({ kind, prompt: `user: ${question}\nassistant: `, text }));
  });
}

/** The largest subtrees that fit a few windows, each in one of three notations. */
function jsonDocuments(kind: TextKind, value: unknown): Document[] {
  const compact = JSON.stringify(value);
  if (compact.length <= JSON_MAX_BYTES) {
    if (compact.length < MIN_BYTES) return [];
    const notation = compact.length % 3;
    const text = notation === 0 ? compact : notation === 1 ? JSON.stringify(value, null, 2) : stringifyYaml(value);
    return [{ kind, text }];
  }
  return Object.values(value as object).flatMap((child: unknown) =>
    typeof child === 'object' && child !== null ? jsonDocuments(kind, child) : []
  );
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
