// The gates that judge the file as a whole, as results with one sentence for people.
import type { GateResult } from '../gate/gate-result.ts';

/** Bytes of the file against the request's bound. */
export function sizeGate(sizeBytes: number, maxBytes: number): GateResult {
  const pass = sizeBytes <= maxBytes;
  const detail = pass
    ? `The file has ${sizeBytes} of at most ${maxBytes} bytes.`
    : `The file has ${sizeBytes} bytes, the request takes at most ${maxBytes}; the other checks were not run.`;
  return { name: 'size', pass, value: sizeBytes, limit: maxBytes, unit: 'bytes', leftOut: 0, detail, findings: [] };
}

/**
 * Rows of the file against the request's bounds; the limit shown is the bound that is broken, else the upper one. A file of
 * which no row counts has nothing to train on.
 */
export function rowsGate(rows: number, countedRows: number, { min, max }: { min: number; max: number }): GateResult {
  const isWithin = rows >= min && rows <= max;
  const limit = rows < min ? min : max;
  const within =
    countedRows === 0
      ? `None of the ${rows} rows counts: every one was left out.`
      : `The dataset has ${rows} rows (${min} to ${max} wanted).`;
  const detail = isWithin
    ? within
    : `The dataset has ${rows} rows, the request wants ${rows < min ? 'at least' : 'at most'} ${limit}.`;
  const pass = isWithin && countedRows > 0;
  return { name: 'rows', pass, value: rows, limit, unit: 'rows', leftOut: 0, detail, findings: [] };
}
