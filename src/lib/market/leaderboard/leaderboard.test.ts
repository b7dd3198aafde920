import { describe, expect, test } from 'vitest';
import type { MarketRequest, MarketSubmission } from '../../core/market/market-state.ts';
import type { RequestSpec } from '../../core/request/request-spec.ts';
import type { MarketEntry } from '../request/market-reader.ts';
import { someRequest, someSubmission } from '../testing/some-request.ts';
import { leaderboard, type LeaderboardRules } from './leaderboard.ts';

const entry = (
  id: number,
  submissions: Partial<MarketSubmission>[],
  { mechanism = 'harness', ...more }: Partial<MarketRequest> & { mechanism?: string } = {}
): MarketEntry => ({
  request: someRequest({ id, stage: 'settled', settledBlock: 100 + id, ...more }),
  submissions: submissions.map((one, index) => someSubmission({ requestId: id, index, status: 'opened', ...one })),
  spec: { mechanism, title: `Request ${id}` } as RequestSpec,
  specError: null
});
const RULES = { mechanism: 'harness', block: 1000, halfLifeBlocks: null };
const shown = (entries: MarketEntry[], rules: Partial<LeaderboardRules> = {}) =>
  leaderboard(entries, { ...RULES, ...rules }).map(({ hotkey, requestId, countedPpm, passed }) => [
    hotkey,
    requestId,
    countedPpm,
    passed
  ]);

describe('a leaderboard', () => {
  test('has each miner once, by its best score in any settled request', () => {
    const entries = [
      entry(0, [
        { hotkey: '0xa1', medianPpm: 400_000 },
        { hotkey: '0xb2', medianPpm: 500_000 }
      ]),
      entry(1, [{ hotkey: '0xa1', medianPpm: 700_000, status: 'forfeited' }]),
      entry(2, [{ hotkey: '0xa1', medianPpm: 600_000, status: 'passed' }])
    ];
    expect(shown(entries)).toEqual([
      ['0xa1', 1, 700_000, 3],
      ['0xb2', 0, 500_000, 1]
    ]);
  });

  test('leaves out what did not pass, is not settled, or is another mechanism’s', () => {
    const one = [{ medianPpm: 900_000 }];
    expect(
      shown([
        entry(0, [{ medianPpm: 900_000, status: 'failed' }, { medianPpm: null }]),
        entry(1, one, { stage: 'scoring' }),
        entry(2, one, { mechanism: 'lift' }),
        { ...entry(3, one), spec: null }
      ])
    ).toEqual([]);
  });

  test('lets old scores fade as weights do, where a half-life is set', () => {
    const entries = [
      entry(0, [{ hotkey: '0xa1', medianPpm: 800_000 }], { settledBlock: 0 }),
      entry(
        1,
        [
          { hotkey: '0xb2', medianPpm: 500_000 },
          { hotkey: '0xa1', medianPpm: 300_000 }
        ],
        { settledBlock: 1000 }
      )
    ];
    expect(shown(entries)[0]).toEqual(['0xa1', 0, 800_000, 2]);
    expect(shown(entries, { halfLifeBlocks: 1000 })).toEqual([
      ['0xb2', 1, 500_000, 1],
      ['0xa1', 0, 400_000, 2]
    ]);
    expect(shown(entries, { halfLifeBlocks: 500 })[1]).toEqual(['0xa1', 1, 300_000, 2]);
  });

  test('of equal scores the one that was settled first stands first', () => {
    const entries = [
      entry(0, [{ hotkey: '0xb2', medianPpm: 5 }], { settledBlock: 50 }),
      entry(1, [{ hotkey: '0xa1', medianPpm: 5 }], { settledBlock: 40 })
    ];
    expect(shown(entries).map(([hotkey]) => hotkey)).toEqual(['0xa1', '0xb2']);
  });
});
