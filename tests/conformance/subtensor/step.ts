// One step of the script: what is done on a chain, and what it came to as JSON that is compared.
import type { ChainUnderTest, Json } from './chain-under-test.ts';

export interface Step {
  area: string;
  name: string;
  run(chain: ChainUnderTest): Promise<Json>;
}

export const step = (area: string, name: string, run: Step['run']): Step => ({ area, name, run });
