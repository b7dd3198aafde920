// What is known of the Python of a file so far: nothing until the grammar is loaded and has read it.
import type { Tree } from '@lezer/common';
import type * as PythonColours from './python-colours.ts';
import { MOST_SHOWN_CHARACTERS, type SourceText } from './source-text.ts';

type Colours = typeof PythonColours;

export class PythonReader {
  outline = $state.raw<readonly PythonColours.OutlineEntry[]>([]);
  #read = $state.raw<{ source: SourceText; tree: Tree; colours: Colours } | null>(null);
  #current: AbortController | null = null;

  /** Reads another text; what is no Python is left plain. */
  async read(path: string, source: SourceText): Promise<void> {
    this.stop();
    this.outline = [];
    if (!path.endsWith('.py')) return;
    const controller = new AbortController();
    this.#current = controller;
    // Without the grammar the text is as good.
    const colours = await import('./python-colours.ts').catch(() => null);
    const tree = colours && (await colours.readPython(source.text, controller.signal));
    if (!colours || !tree || controller.signal.aborted) return;
    this.outline = colours.outlineOf(source.text, tree);
    this.#read = { source, tree, colours };
  }

  stop(): void {
    this.#current?.abort();
  }

  /** As much of a line as is drawn, in pieces of one colour. */
  segments(source: SourceText, line: number): PythonColours.Segment[] {
    const { from, to } = source.range(line);
    const read = this.#read;
    if (read?.source !== source || to - from > MOST_SHOWN_CHARACTERS) return [{ text: source.line(line), style: '' }];
    return read.colours.colouredSegments(source.text, read.tree, from, to);
  }
}
