// Seeds of a preflight, which no block fixes: the same on every machine, and not those of any submission.
import { deriveSeeds } from '../mechanism/derive-seeds.ts';
import { LIFT_PROTOCOL } from './protocol.ts';

const SOURCE = { blockHash: `0x${'00'.repeat(32)}`, submissionId: 'local', count: LIFT_PROTOCOL.seeds } as const;

export const practiceSeeds = (): number[] => deriveSeeds(SOURCE);
