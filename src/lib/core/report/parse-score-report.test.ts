import { describe, expect, test } from 'vitest';
import { parseScoreReport } from './parse-score-report.ts';
import { reportBytes } from './report-document.ts';
import type { ScoreReport } from './score-report.ts';

const report: ScoreReport = {
  format: 'assay/report/2',
  request: { id: '0', cid: 'bafkrequest' },
  submission: { index: 0, packageCid: 'bafkpackage', miner: '5Miner' },
  benchmark: { commitment: '0xbb' },
  seedBlock: { number: 10, hash: '0xcc' },
  result: {
    format: 'assay/result/1',
    mechanism: 'echo',
    protocol: 'assay-echo/1',
    score: 0.5,
    reason: 'Half of the lines are right.',
    interval95: [0.5, 0.5],
    gates: [],
    seeds: [1],
    evidence: {}
  } as ScoreReport['result'],
  validator: { hotkey: '5Validator', uid: 1 },
  chain: { genesisHash: '0xdd', netuid: 2, specVersion: 425 }
};
const text = new TextDecoder().decode(reportBytes(report));
const bytes = (document: string) => new TextEncoder().encode(document);

describe('parseScoreReport', () => {
  test('what was written is read', () => {
    expect(parseScoreReport(bytes(text))).toEqual(report);
  });

  test.each<[string, Uint8Array]>([
    ['no JSON', bytes('{')],
    ['no UTF-8', Uint8Array.of(0x22, 0xff, 0x22)],
    ['a byte-order mark', bytes(`\ufeff${text}`)],
    ['a score given twice', bytes(text.replace('"score":0.5', '"score":0.5,"score":1'))],
    ['a validator given twice', bytes(`{"validator":{"hotkey":"5Other","uid":1},${text.slice(1)}`)],
    ['a number that readers round differently', bytes(text.replace('"number":10', '"number":12345678901234567891'))],
    ['half a surrogate pair', bytes(text.replace('5Miner', '\\ud800'))],
    ['endless nesting', bytes(text.replace('"evidence":{}', `"evidence":${'['.repeat(5000)}${']'.repeat(5000)}`))],
    ['another shape', bytes(text.replace('"uid":1', '"uid":-1'))]
  ])('%s is no report', (_, document) => {
    expect(() => parseScoreReport(document)).toThrow(
      expect.objectContaining({
        code: 'report/malformed',
        short: expect.stringMatching(/^This is not a score report: /)
      })
    );
  });
});
