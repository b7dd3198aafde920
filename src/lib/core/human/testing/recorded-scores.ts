// A drawn panel, and the SHA-256 of its scores as every engine has to find them.
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { canonicalJson } from '../../encoding/canonical-json.ts';
import { fitDavidson } from '../preference/davidson.ts';
import { humanScore } from '../score/human-score.ts';
import {
  answersOf,
  copying,
  guessing,
  honest,
  NOISE,
  remembered,
  simulatePanel,
  tasksOf,
  truthOf
} from './simulated-panel.ts';

export const RECORDED_SCORES = '1113ed685074ec30f2fdb30a6ea5fb8c6d5807ee11ad052817bb5c7db36392db';

/** Hash of the whole result, to the last bit, and of strengths. */
export function hashOfScores(): string {
  const panel = simulatePanel(9, { gold: 40, open: 60, shared: 0.3 });
  const source = remembered(honest(panel, NOISE[0.8]));
  const answers = [
    ...([1, 0.9, 0.8, 0.6, 0.4] as const).flatMap((accuracy, at) =>
      answersOf(panel, `m${at % 3}`, `l${at}`, honest(panel, NOISE[accuracy]))
    ),
    ...answersOf(panel, 'm3', 'source', source),
    ...answersOf(panel, 'm4', 'copy', copying(panel, source, guessing(panel), 0.8)),
    ...answersOf(panel, 'm4', 'guess', guessing(panel))
  ];
  const strengths = fitDavidson({
    wins: [
      [0, 3, 1.5],
      [1, 0, 2],
      [0.25, 0, 0]
    ],
    ties: [
      [0, 1, 0],
      [1, 0, 0.5],
      [0, 0.5, 0]
    ]
  });
  const { labelers, miners } = humanScore(tasksOf(panel), truthOf(panel), answers);
  return bytesToHex(sha256(canonicalJson({ labelers, miners, strengths })));
}
