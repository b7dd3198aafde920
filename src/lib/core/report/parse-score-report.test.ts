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
const later: ScoreReport = {
  ...report,
  format: 'assay/report/3',
  chain: { ...report.chain, market: `0x${'ab'.repeat(20)}` }
};
const unread: ScoreReport = {
  ...later,
  result: { ...report.result, score: 0, interval95: [0, 0] },
  unreadable: { kind: 'not-sealed', keyBoxCid: 'bafkbox', reader: '5Validator' }
};
const text = new TextDecoder().decode(reportBytes(report));
const bytes = (document: string) => new TextEncoder().encode(document);

describe('parseScoreReport', () => {
  test('what was written is read', () => {
    expect(parseScoreReport(bytes(text))).toEqual(report);
  });

  test('a report that names its market, and what could not be read, is read', () => {
    for (const one of [later, unread]) expect(parseScoreReport(reportBytes(one))).toEqual(one);
  });

  test.each<[string, (document: string) => string]>([
    ['without its market', (document) => document.replace(/"market":"0x[0-9a-f]+",/, '')],
    ['with a market that is no address', (document) => document.replace('"market":"0x', '"market":"0X')],
    ['with another kind', (document) => document.replace('not-sealed', 'not-good')],
    ['with more to its reason', (document) => document.replace('"kind"', '"more":1,"kind"')],
    ['with a score', (document) => document.replace('"score":0', '"score":1')],
    ['with evidence', (document) => document.replace('"evidence":{}', '"evidence":{"a":1}')]
  ])('an unreadable %s is no report', (_, change) => {
    const document = new TextDecoder().decode(reportBytes(unread));
    expect(change(document)).not.toBe(document);
    expect(() => parseScoreReport(bytes(change(document)))).toThrow(
      expect.objectContaining({ code: 'report/malformed' })
    );
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
