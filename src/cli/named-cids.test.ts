import { expect, test } from 'vitest';
import type { RequestState } from '#lib/market/request-state.ts';
import { SOME_TERMS, someElector, someRequest, someSubmission } from '#lib/market/testing/some-request.ts';
import { namedCids } from './named-cids.ts';

const state = (more: Partial<RequestState>): RequestState => ({
  request: someRequest({ specCid: 'spec' }),
  submissions: [],
  electors: [],
  challenges: [],
  deliveries: [],
  purchases: [],
  keys: [],
  ...more
});
const revealed = { sealedCid: 'sealed', keyBoxCid: 'box', plainCid: 'plain' };

test('the plaintext of a package is kept once it is opened, and never of a private one', () => {
  const passed = [someSubmission({ ...revealed, status: 'passed' })];
  const opened = [someSubmission({ ...revealed, status: 'opened' })];
  const request = someRequest({ specCid: 'spec', terms: { ...SOME_TERMS, privateDelivery: true } });
  expect(namedCids(state({ submissions: passed }))).toEqual(['spec', 'sealed', 'box']);
  expect(namedCids(state({ submissions: opened }))).toEqual(['spec', 'sealed', 'box', 'plain']);
  expect(namedCids(state({ submissions: opened, request }))).not.toContain('plain');
});

test('licence, reports, evidence and verdicts are kept; what is not there yet is not named', () => {
  const juror = { seat: 1, commitment: null, committedBlock: null, scorePpm: 1, revealedBlock: 9 };
  const challenge = {
    requestId: 0,
    id: 0,
    challenger: '0x01',
    submissionIndex: 0,
    accusedSeat: 0,
    status: 'drawn',
    openedBlock: 1,
    seedBlock: 5,
    deadlineBlock: 8,
    evidenceCid: 'evidence',
    jurors: [
      { ...juror, reportCid: 'verdict' },
      { ...juror, reportCid: null }
    ],
    medianPpm: null,
    slashedRao: 0n,
    resolvedBlock: null
  } as const;
  const named = namedCids(
    state({
      request: someRequest({ specCid: 'spec', licenceCid: 'licence' }),
      submissions: [someSubmission({ sealedCid: 'sealed' })],
      electors: [someElector({ reportsCid: 'reports' }), someElector({ seat: 1 })],
      challenges: [{ ...challenge, jurors: [...challenge.jurors] }]
    })
  );
  expect(named).toEqual(['spec', 'licence', 'sealed', 'reports', 'evidence', 'verdict']);
});
