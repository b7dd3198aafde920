// What requests of a market have opened, for a program that is judged before it is submitted.
import { harnessMechanism } from '#lib/core/harness/harness-mechanism.ts';
import { readOpened, type OpenedHarnesses } from '#lib/core/harness/mechanism/opened-harnesses.ts';
import { fetchOpenedEntries } from '#lib/market/opened/fetch-opened-entries.ts';
import { openedByNow } from '#lib/market/opened/opened-before.ts';
import { connectMarket } from '../connect-market.ts';
import { progressLines } from '../say.ts';

/** A request that is none of the market's: of what was opened nothing is its own. */
const NO_REQUEST = -1;

/** @throws AppError of the connection, of store and chain. */
export async function openedOfMarket(
  place: { chain: string; gateway: string; netuid?: string; market?: string },
  signal: AbortSignal
): Promise<OpenedHarnesses> {
  const market = await connectMarket({ ...place, signal });
  try {
    const before = await openedByNow(market.chain, NO_REQUEST);
    const options = { signal, onProgress: progressLines() };
    const opened = await fetchOpenedEntries({ ...before, mechanism: harnessMechanism }, market, options);
    return readOpened(opened ?? { entries: [], unread: [] });
  } finally {
    await market.stop();
  }
}
