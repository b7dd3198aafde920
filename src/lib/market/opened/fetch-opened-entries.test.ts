import { describe, expect, test } from 'vitest';
import { WORD_PROBLEM_REQUEST } from '../../core/demo/word-problems.ts';
import { canonicalJson } from '../../core/encoding/canonical-json.ts';
import { AppError } from '../../core/error/app-error.ts';
import type { ErrorCode } from '../../core/error/error-codes.ts';
import { HARNESS_REQUEST } from '../../core/harness/testing/harness-request.ts';
import type { AnyMechanism } from '../../core/mechanism/mechanism.ts';
import { keyHashOf } from '../../core/sealing/package-key.ts';
import type { MarketEdges } from '../../ports/market-edges.ts';
import { someRequest, someSubmission } from '../testing/some-request.ts';
import { fetchOpenedEntries } from './fetch-opened-entries.ts';

const COMMITMENT = `0x${'a1'.repeat(32)}` as const;
const documentOf = (request: object) =>
  canonicalJson({
    ...request,
    benchmark: { commitment: COMMITMENT, lockedCid: 'locked-folder', rows: 60, bytes: 1000 }
  });
const mechanism = {
  name: 'harness',
  opened: { most: 2, maxBytes: 1000, viewOf: () => ({ read: [], unread: [] }) }
} as unknown as AnyMechanism;
const BEFORE = { requestId: 99, openedBefore: 100, committedBefore: 50 };
const failed = (code: ErrorCode) => new AppError(code, 'No.');

/** One opened package a request, the later ones opened later. @param contents by CID; an error is thrown */
function edgesOf(documents: (object | AppError)[], contents: Record<string, Uint8Array | AppError>) {
  const asked: string[] = [];
  const give = (cid: string): Uint8Array => {
    asked.push(cid);
    const found = contents[cid] ?? failed('store/not-found');
    if (found instanceof AppError) throw found;
    return found;
  };
  const edges = {
    chain: {
      requestCount: async () => documents.length,
      request: async (id: number) =>
        someRequest({ id, stage: 'settled', openedBlock: id, specCid: `spec ${id}`, benchmarkCommitment: COMMITMENT }),
      submissions: async (id: number) => [
        someSubmission({
          requestId: id,
          status: 'opened',
          sealedCid: `sealed ${id}`,
          plainCid: `plain ${id}`,
          keyHash: keyHashOf(Uint8Array.of(1)),
          packageKey: '0x01',
          closedBlock: 60 + id
        })
      ]
    },
    content: {
      readFile: async (cid: string) => {
        const id = /^spec (\d+)$/.exec(cid)?.[1];
        if (id === undefined) return give(cid);
        const document = documents[Number(id)]!;
        if (document instanceof AppError) throw document;
        return documentOf(document);
      },
      listFolder: async (cid: string) => (give(cid), [{ path: 'a' }])
    }
  } as unknown as Pick<MarketEdges, 'chain' | 'content'>;
  return { edges, asked };
}
const bytes = (text: string) => new TextEncoder().encode(text);

describe('what other requests opened', () => {
  test('is read up to the bound, of this mechanism alone, those opened last first', async () => {
    const documents = [HARNESS_REQUEST, HARNESS_REQUEST, WORD_PROBLEM_REQUEST, HARNESS_REQUEST];
    const contents = { 'plain 3': bytes('3'), 'plain 1': bytes('1'), 'plain 0': bytes('0') };
    const { edges } = edgesOf(documents, contents);
    expect(await fetchOpenedEntries({ ...BEFORE, mechanism }, edges)).toEqual({
      entries: [
        { request: 3, submission: 0, files: [{ path: 'a', bytes: bytes('3') }] },
        { request: 1, submission: 0, files: [{ path: 'a', bytes: bytes('1') }] }
      ],
      unread: []
    });
  });

  test('that nobody gives is named, takes its place, and is not asked for twice', async () => {
    const contents = {
      'plain 2': failed('store/unanswered'),
      'sealed 2': failed('store/not-found'),
      'plain 1': bytes('1')
    };
    const { edges, asked } = edgesOf([HARNESS_REQUEST, HARNESS_REQUEST, HARNESS_REQUEST], contents);
    for (const _ of [1, 2])
      expect(await fetchOpenedEntries({ ...BEFORE, mechanism }, edges)).toMatchObject({
        entries: [{ request: 1 }],
        unread: [{ request: 2, submission: 0 }]
      });
    expect(asked.filter((cid) => cid === 'plain 2')).toHaveLength(1);
  });

  test('by a request whose document nobody gives is named, and takes nobody’s place', async () => {
    const documents = [HARNESS_REQUEST, HARNESS_REQUEST, failed('store/unanswered')];
    const { edges } = edgesOf(documents, { 'plain 1': bytes('1'), 'plain 0': bytes('0') });
    expect(await fetchOpenedEntries({ ...BEFORE, mechanism }, edges)).toMatchObject({
      entries: [{ request: 1 }, { request: 0 }],
      unread: [{ request: 2, submission: 0 }]
    });
  });

  test('that somebody drips is given up and named, and the others are read', async () => {
    const { edges } = edgesOf([HARNESS_REQUEST, HARNESS_REQUEST], { 'plain 0': bytes('0') });
    const { content } = edges;
    const dripping = ({ signal }: { signal: AbortSignal }) =>
      new Promise<never>((_, reject) =>
        signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
      );
    const isDripped = (cid: string) => / 1$/.test(cid) && !cid.startsWith('spec');
    const slow = {
      ...edges,
      content: {
        readFile: (...call: Parameters<typeof content.readFile>) =>
          isDripped(call[0]) ? dripping(call[1] as { signal: AbortSignal }) : content.readFile(...call),
        listFolder: (...call: Parameters<typeof content.listFolder>) =>
          isDripped(call[0]) ? dripping(call[1] as { signal: AbortSignal }) : content.listFolder(...call)
      }
    } as unknown as typeof edges;
    expect(await fetchOpenedEntries({ ...BEFORE, mechanism }, slow, {}, 200)).toMatchObject({
      entries: [{ request: 0 }],
      unread: [{ request: 1, submission: 0 }]
    });
  });

  test('is named before those of which nobody knows what they are', async () => {
    const documents = [HARNESS_REQUEST, ...Array.from({ length: 5 }, () => failed('store/unanswered'))];
    const { edges } = edgesOf(documents, {});
    const found = await fetchOpenedEntries({ ...BEFORE, mechanism }, edges);
    expect(found!.unread).toEqual([
      { request: 0, submission: 0 },
      { request: 5, submission: 0 }
    ]);
  });

  test('is left out where a report was measured without it', async () => {
    const { edges, asked } = edgesOf([HARNESS_REQUEST], { 'plain 0': bytes('0') });
    const without = [{ request: 0, submission: 0 }];
    expect(await fetchOpenedEntries({ ...BEFORE, mechanism, without }, edges)).toEqual({
      entries: [],
      unread: without
    });
    expect(asked).toEqual([]);
  });

  test('stops the scoring where no source can be asked', async () => {
    for (const [documents, contents] of [
      [[failed('store/unreachable')], {}],
      [[HARNESS_REQUEST], { 'plain 0': failed('store/not-found'), 'sealed 0': failed('store/unreachable') }]
    ] as const)
      await expect(
        fetchOpenedEntries({ ...BEFORE, mechanism }, edgesOf([...documents], { ...contents }).edges)
      ).rejects.toMatchObject({ code: 'store/unreachable' });
  });

  test('is of no matter to a mechanism that does not read it', async () => {
    const { opened: _, ...without } = mechanism as unknown as Record<string, unknown>;
    const call = fetchOpenedEntries(
      { ...BEFORE, mechanism: without as unknown as AnyMechanism },
      edgesOf([], {}).edges
    );
    expect(await call).toBeUndefined();
  });
});
