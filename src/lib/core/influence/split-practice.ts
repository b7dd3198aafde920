// Some of a miner's own rows put aside to practise on, drawn by hash, so that the same file is always cut the same way.
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { readJsonl } from '../dataset/read-jsonl.ts';
import { AppError } from '../error/app-error.ts';
import { LEAST_BENCHMARK_ROWS } from '../quality/check-benchmark.ts';
import { leaveOutRows } from './leave-out-rows.ts';

const SHARE = 0.2;
const MOST_ROWS = 200;

/**
 * Cuts a file into rows to measure and rows to practise on: a fifth of it, 20 to 200 rows.
 * Throws AppError `dataset/too-few-to-split` below 40 rows, and as `readJsonl`.
 */
export function splitPractice(data: Uint8Array): { data: Uint8Array; practice: Uint8Array } {
  const rows = Array.from(readJsonl(data, { name: 'Dataset' }), ({ line, value }) => ({
    line,
    key: bytesToHex(sha256(new TextEncoder().encode(JSON.stringify(value))))
  }));
  if (rows.length < 2 * LEAST_BENCHMARK_ROWS)
    throw new AppError('dataset/too-few-to-split', `${rows.length} rows are too few to put some of them aside.`, {
      hints: [`Practise on other rows, or bring at least ${2 * LEAST_BENCHMARK_ROWS}.`],
      details: { rows: rows.length }
    });
  const count = Math.min(MOST_ROWS, Math.max(LEAST_BENCHMARK_ROWS, Math.floor(rows.length * SHARE)));
  const byHash = rows.sort((left, right) =>
    left.key < right.key ? -1 : left.key > right.key ? 1 : left.line - right.line
  );
  const linesOf = (part: typeof rows) => new Set(part.map(({ line }) => line));
  return {
    data: leaveOutRows(data, linesOf(byHash.slice(0, count))),
    practice: leaveOutRows(data, linesOf(byHash.slice(count)))
  };
}
