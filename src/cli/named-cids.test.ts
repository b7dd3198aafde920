import { expect, test } from 'vitest';
import { SOME_TERMS, someElector, someRequest, someSubmission } from '#lib/market/testing/some-request.ts';
import { someChallenge, someState } from '#lib/market/testing/some-state.ts';
import { namedCids } from './named-cids.ts';

const asked = someRequest({ specCid: 'spec' });
const revealed = { sealedCid: 'sealed', keyBoxCid: 'box', plainCid: 'plain' };

test('the plaintext of a package is kept once it is opened, and never of a private one', () => {
  const passed = [someSubmission({ ...revealed, status: 'passed' })];
  const opened = [someSubmission({ ...revealed, status: 'opened' })];
  const request = someRequest({ specCid: 'spec', terms: { ...SOME_TERMS, privateDelivery: true } });
  expect(namedCids(someState({ request: asked, submissions: passed }))).toEqual(['spec', 'sealed', 'box']);
  expect(namedCids(someState({ request: asked, submissions: opened }))).toEqual(['spec', 'sealed', 'box', 'plain']);
  expect(namedCids(someState({ submissions: opened, request }))).not.toContain('plain');
});

test('licence, reports, evidence and verdicts are kept; what is not there yet is not named', () => {
  const juror = { seat: 1, commitment: null, committedBlock: null, scorePpm: 1, revealedBlock: 9 };
  const challenge = someChallenge({
    jurors: [
      { ...juror, reportCid: 'verdict' },
      { ...juror, reportCid: null }
    ]
  });
  const named = namedCids(
    someState({
      request: someRequest({ specCid: 'spec', licenceCid: 'licence' }),
      submissions: [someSubmission({ sealedCid: 'sealed' })],
      electors: [someElector({ reportsCid: 'reports' }), someElector({ seat: 1 })],
      challenges: [challenge]
    })
  );
  expect(named).toEqual(['spec', 'licence', 'sealed', 'reports', 'evidence', 'verdict']);
});
