// Repairs whose answer is a patch, and the same with patches that were made for another row.
import { createTwoFilesPatch } from 'diff';
import { seededRandom, shuffledIndices } from '../../model/seeded-random.ts';
import type { HarnessRow } from './harness-row.ts';
import { repairConversations } from './repair-conversations.ts';

export interface PatchedRepair extends HarnessRow {
  final: { patch: string; tests?: string[] };
}

interface Source {
  path: string;
  before: string;
  after: string;
}

function sourceOf({ messages, final }: HarnessRow): Source {
  const call = messages.flatMap(({ tool_calls }) => tool_calls ?? []).find(({ name }) => name === 'read_file')!;
  const before = messages.find(({ role, name }) => role === 'tool' && name === 'read_file')!.content;
  return { path: String(call.arguments.path), before, after: final.answer! };
}

/**
 * @param spoilt share of rows that have the patch of another row, under their own file's name
 * @param tests whether they bring their tests along
 */
export function patchedRepairs(
  count: number,
  seed: number,
  { spoilt = 0, tests = false }: { spoilt?: number; tests?: boolean } = {}
): PatchedRepair[] {
  const rows = repairConversations(count, seed);
  const wrong = new Set(shuffledIndices(count, seededRandom(seed)).slice(0, Math.round(spoilt * count)));
  return rows.map((row, at) => {
    const { path } = sourceOf(row);
    const { before, after } = sourceOf(wrong.has(at) ? rows[(at + 1) % count]! : row);
    const patch = createTwoFilesPatch(`a/${path}`, `b/${path}`, before, after);
    return { ...row, final: { patch, ...(tests && { tests: row.final.tests! }) } };
  });
}
