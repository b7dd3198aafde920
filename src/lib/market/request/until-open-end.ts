// A call with a package's key that came too late would show the key and earn nothing: it must not be in a block at all then.
import type { MarketRequest } from '../../core/market/market-state.ts';
import type { TxOptions } from '../../ports/tx-state.ts';
import { requestWindows } from './request-windows.ts';

/** For `openPackage` and `deliverKey`. */
export function untilOpenEnd(request: MarketRequest): Pick<TxOptions, 'notAfterBlock'> {
  const { openEnd } = requestWindows(request);
  return openEnd === null ? {} : { notAfterBlock: openEnd };
}
