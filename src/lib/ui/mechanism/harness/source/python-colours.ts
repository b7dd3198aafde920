// Colours and outline of Python, read with Lezer's grammar. It holds on broken text; what is large or takes too long is coloured in
// part.
import type { Tree } from '@lezer/common';
import { highlightTree, tagHighlighter, tags } from '@lezer/highlight';
import { parser } from '@lezer/python';

export interface OutlineEntry {
  name: string;
  kind: 'class' | 'function';
  /** From 1. */
  line: number;
  /** How many others it stands in. */
  depth: number;
}

export interface Segment {
  text: string;
  /** '' for plain text. */
  style: string;
}

const MOST_COLOURED_CHARACTERS = 256 * 1024;
const MOST_PARSING_MS = 500;
const SLICE_MS = 8;
const MOST_OUTLINED = 500;
const MOST_NAME = 80;

const STYLES = tagHighlighter([
  { tag: [tags.keyword, tags.operatorKeyword, tags.controlKeyword, tags.definitionKeyword], class: 'text-accent' },
  { tag: [tags.string, tags.special(tags.string)], class: 'text-good' },
  { tag: tags.comment, class: 'text-ink-soft italic' },
  { tag: [tags.number, tags.bool, tags.null], class: 'text-info' },
  {
    tag: [tags.function(tags.definition(tags.variableName)), tags.definition(tags.className), tags.meta],
    class: 'font-semibold'
  }
]);

/** Reads in slices between which the page goes on; null when aborted. */
export async function readPython(text: string, signal: AbortSignal): Promise<Tree | null> {
  const parse = parser.startParse(text.slice(0, MOST_COLOURED_CHARACTERS));
  const startMs = performance.now();
  let tree: Tree | null = null;
  while (tree === null) {
    const sliceEndMs = performance.now() + SLICE_MS;
    while (tree === null && performance.now() < sliceEndMs) tree = parse.advance();
    if (tree !== null) break;
    if (performance.now() - startMs > MOST_PARSING_MS && parse.stoppedAt === null) parse.stopAt(parse.parsedPos);
    await new Promise((resolve) => setTimeout(resolve));
    if (signal.aborted) return null;
  }
  return tree;
}

/** A stretch of the text that was read, in pieces of one colour. */
export function colouredSegments(text: string, tree: Tree, from: number, to: number): Segment[] {
  const segments: Segment[] = [];
  let at = from;
  const add = (end: number, style: string) => {
    if (end > at) segments.push({ text: text.slice(at, end), style });
    at = Math.max(at, end);
  };
  highlightTree(
    tree,
    STYLES,
    (start, end, style) => {
      add(Math.min(start, to), '');
      add(Math.min(end, to), style);
    },
    from,
    to
  );
  add(to, '');
  return segments;
}

/** Classes and functions, in the order of the text; the first few hundred. */
export function outlineOf(text: string, tree: Tree): OutlineEntry[] {
  const entries: OutlineEntry[] = [];
  let depth = 0;
  let [line, lineAt] = [1, 0];
  const lineOf = (position: number): number => {
    for (let next = text.indexOf('\n', lineAt); next !== -1 && next < position; next = text.indexOf('\n', lineAt)) {
      line++;
      lineAt = next + 1;
    }
    return line;
  };
  const isOutlined = (name: string) => name === 'FunctionDefinition' || name === 'ClassDefinition';
  tree.iterate({
    enter({ name, node }) {
      if (!isOutlined(name) || entries.length >= MOST_OUTLINED) return;
      const named = node.getChild('VariableName');
      if (named)
        entries.push({
          name: text.slice(named.from, Math.min(named.to, named.from + MOST_NAME)),
          kind: name === 'ClassDefinition' ? 'class' : 'function',
          line: lineOf(named.from),
          depth
        });
      depth++;
    },
    leave({ name }) {
      if (isOutlined(name) && depth > 0) depth--;
    }
  });
  return entries;
}
