// What a secret of this browser is for, and what losing it costs.
import { formatTao } from '../../core/encoding/tao.ts';

export type KeyAtRisk =
  { kind: 'package'; depositRao: bigint } | { kind: 'purchase' } | { kind: 'delivery' } | { kind: 'sealing' };

export interface KeyWords {
  title: string;
  /** What it is for and what happens without it. */
  consequence: string;
  /** How long the saved file is needed. */
  keep: string;
}

export function keyWords(key: KeyAtRisk): KeyWords {
  switch (key.kind) {
    case 'package': {
      const deposit = key.depositRao > 0n ? `your deposit of ${formatTao(key.depositRao)} TAO and ` : '';
      return {
        title: 'The key of your package is in this browser',
        consequence: `Nobody else has it, and it is needed twice: to reveal the submission after the deadline, and to be paid. Lose it before the reveal, and ${deposit}your pay are lost.`,
        keep: 'Keep the file until you are paid.'
      };
    }
    case 'purchase':
      return {
        title: 'The key to what you buy is in this browser',
        consequence:
          'The dataset is released to it, and nobody else has it. Lose it, and what you paid for cannot be read; the price does not come back.',
        keep: 'Keep the file until you have the rows.'
      };
    case 'delivery':
      return {
        title: 'The key to your private datasets is in this browser',
        consequence:
          'Packages that pass are delivered to it, and nobody else has it. Lose it, and what your bounty paid for cannot be read.',
        keep: 'Keep the file until you have the rows.'
      };
    case 'sealing':
      return {
        title: 'Your sealing key is in this browser',
        consequence:
          'Benchmarks and packages are sealed to it, and nobody else has it. Lose it, and you cannot score what was sealed to it: a seat there earns nothing.',
        keep: 'Keep the file as long as you validate.'
      };
  }
}
