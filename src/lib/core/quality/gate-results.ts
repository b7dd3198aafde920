// The gates that judge the file as a whole, as verdicts with one sentence for people.
import type { GateResult } from './gate.ts';

/** Bytes of the file against the request's bound. */
export function sizeGate(sizeBytes: number, maxBytes: number): GateResult {
  const pass = sizeBytes <= maxBytes;
  const detail = pass
    ? `The file has ${sizeBytes} of at most ${maxBytes} bytes.`
    : `The file has ${sizeBytes} bytes, the request takes at most ${maxBytes}; the other checks were not run.`;
  return { name: 'size', pass, value: sizeBytes, limit: maxBytes, unit: 'bytes', leftOut: 0, detail, findings: [] };
}

/** Rows of the file against the request's bounds; the limit shown is the bound that is broken, else the upper one. */
export function rowsGate(rows: number, { min, max }: { min: number; max: number }): GateResult {
  const pass = rows >= min && rows <= max;
  const limit = rows < min ? min : max;
  const detail = pass
    ? `The dataset has ${rows} rows (${min} to ${max} wanted).`
    : `The dataset has ${rows} rows, the request wants ${rows < min ? 'at least' : 'at most'} ${limit}.`;
  return { name: 'rows', pass, value: rows, limit, unit: 'rows', leftOut: 0, detail, findings: [] };
}
