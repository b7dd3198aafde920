// All of a request as tests need it: a request that has just opened, with whatever else the test says.
import type { Challenge } from '../../core/market/market-state.ts';
import type { RequestState } from '../request/request-state.ts';
import { someRequest } from './some-request.ts';

export function someState(more: Partial<RequestState> = {}): RequestState {
  const none = {
    submissions: [],
    electors: [],
    challenges: [],
    deliveries: [],
    purchases: [],
    keys: [],
    benchmarkOwner: null
  };
  return { request: someRequest(), ...none, ...more };
}

export function someChallenge(more: Partial<Challenge> = {}): Challenge {
  return {
    requestId: 0,
    id: 0,
    challenger: '0x0c',
    submissionIndex: 0,
    accusedSeat: 0,
    status: 'seeded',
    openedBlock: 61,
    seedBlock: 65,
    appellant: null,
    first: null,
    deadlineBlock: 265,
    evidenceCid: 'evidence',
    jurors: [],
    tickets: [],
    medianPpm: null,
    slashedRao: 0n,
    resolvedBlock: null,
    ...more
  };
}
