// A JSONL file without the text of some lines. The lines stay, blank, so that every other row keeps its number.

const NEWLINE = 0x0a;

/** @param lines 1-based, as `readJsonl` counts them */
export function leaveOutRows(data: Uint8Array, lines: ReadonlySet<number>): Uint8Array {
  const kept = new Uint8Array(data.length);
  let size = 0;
  let line = 0;
  for (let start = 0; start < data.length;) {
    const newline = data.indexOf(NEWLINE, start);
    const end = newline === -1 ? data.length : newline;
    line++;
    const from = lines.has(line) ? end : start;
    const to = Math.min(data.length, end + 1);
    kept.set(data.subarray(from, to), size);
    size += to - from;
    start = to;
  }
  return kept.slice(0, size);
}
