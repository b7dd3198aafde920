// What became of a benchmark's fee in one request.
import { formatTao } from '../../core/encoding/tao.ts';
import type { BenchmarkUse } from '../../market/request/own-benchmarks.ts';

export function outcomeWords({ feeRao, outcome }: BenchmarkUse): { tone: 'good' | 'info' | 'neutral'; text: string } {
  switch (outcome) {
    case 'earned':
      return { tone: 'good', text: `earned ${formatTao(feeRao)} TAO` };
    case 'running':
      return { tone: 'info', text: `${formatTao(feeRao)} TAO in a running request` };
    case 'returned':
      return { tone: 'neutral', text: 'fee went back: nothing was scored' };
    default:
      return outcome satisfies never;
  }
}
