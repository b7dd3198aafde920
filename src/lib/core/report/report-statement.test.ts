import { expect, test } from 'vitest';
import { someReport } from '../../market/testing/some-report.ts';
import { reportStatement } from './report-statement.ts';

const market = `0x${'ab'.repeat(20)}`;

test('a statement names the market since the third form, and what could not be read', () => {
  const old = someReport(0.5);
  expect(reportStatement(old)).not.toContain('market:');
  const later = someReport(0, {
    format: 'assay/report/3',
    chain: { ...old.chain, market },
    unreadable: { kind: 'no-key-box', keyBoxCid: 'box' }
  });
  const lines = reportStatement(later).split('\n');
  expect(lines.slice(0, 5)).toEqual([
    'Assay score report',
    'format: assay/report/3',
    'genesis: 0x00',
    `market: ${market}`,
    'netuid: 2'
  ]);
  expect(lines).toContain('unreadable: no-key-box');
  const elsewhere = { ...later, chain: { ...later.chain, market: `0x${'cd'.repeat(20)}` } };
  expect(reportStatement(elsewhere)).not.toBe(reportStatement(later));
});
