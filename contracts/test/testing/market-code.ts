// The creation code that the tests deploy: the artifacts, or the code with mutants that `npm run mutate:contract` made.
import { readFileSync } from 'node:fs';
import type { Hex } from 'viem';
import { marketAnnexInitCode, marketInitCode, marketJuryInitCode } from '../../artifacts/market.init-code.ts';

export interface MarketCode {
  market: Hex;
  annex: Hex;
  jury: Hex;
  /** Whether it asks which mutant is alive (../mutation/active-mutant.ts), and may be larger than a chain allows. */
  hasMutants: boolean;
}

const path = process.env.ASSAY_MARKET_CODE;
export const marketCode: MarketCode = path
  ? (JSON.parse(readFileSync(path, 'utf8')) as MarketCode)
  : { market: marketInitCode, annex: marketAnnexInitCode, jury: marketJuryInitCode, hasMutants: false };
