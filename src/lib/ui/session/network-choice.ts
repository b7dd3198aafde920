// Which network was chosen in this browser; a reload keeps it.
import * as v from 'valibot';

const marketFields = {
  netuid: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(65_535))),
  marketAddress: v.nullable(v.pipe(v.string(), v.regex(/^0x[0-9a-fA-F]{40}$/)))
};

const choice = v.variant('kind', [
  /** The network this page was set up with. */
  v.object({ kind: v.literal('site') }),
  /** The development chain inside this browser. */
  v.object({ kind: v.literal('tab') }),
  /** One of the reviewed list; netuid and market where the list has none. */
  v.object({ kind: v.literal('known'), id: v.string(), ...marketFields }),
  v.object({
    kind: v.literal('custom'),
    url: v.pipe(v.string(), v.regex(/^wss?:\/\/\S+$/)),
    /** The one seen at the first connection; another one later is refused. */
    genesisHash: v.nullable(v.string()),
    ...marketFields
  })
]);

export type NetworkChoice = v.InferOutput<typeof choice>;

const KEY = 'assay:network';
const SITE: NetworkChoice = { kind: 'site' };

/** What cannot be read is the network of the site. */
export function rememberedNetwork(): NetworkChoice {
  try {
    const parsed = v.safeParse(choice, JSON.parse(localStorage.getItem(KEY) ?? 'null'));
    return parsed.success ? parsed.output : SITE;
  } catch {
    return SITE;
  }
}

export function rememberNetwork(chosen: NetworkChoice): void {
  if (chosen.kind === 'site') localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, JSON.stringify(chosen));
}
