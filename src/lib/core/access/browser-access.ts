// Which web pages may talk to a node on this machine. A browser says which page asks (`Origin`) and by which name it found the
// node (`Host`). Programs that are no browsers say no origin: they are on this machine, or were let into its network.
import { isIpAddress, isLoopbackName } from './host-names.ts';

/** The headers of a request, as Node gives them. */
export interface AskedBy {
  origin?: string | undefined;
  host?: string | undefined;
}

export class BrowserAccess {
  private readonly origins = new Set<string>();
  private allowsAll = false;
  /** Port of our own page: it may ask under any address of this machine. null: there is none. */
  pagePort: number | null = null;

  /** @param origins such as `https://assay.example` or `http://localhost:5173`; `*` lets every page in. */
  constructor(origins: readonly string[] = []) {
    for (const origin of origins) this.allow(origin);
  }

  /** Lets the pages of one more origin in. */
  allow(origin: string): void {
    if (origin === '*') this.allowsAll = true;
    else this.origins.add(originOf(origin));
  }

  /** Whether a request may be answered. One without an origin may, unless it came by a name that others can point here. */
  mayAsk({ origin, host }: AskedBy): boolean {
    if (this.allowsAll) return true;
    if (origin === undefined) return this.isOwnName(host);
    if (this.origins.has(origin)) return true;
    return this.isOwnPage(origin, host);
  }

  /** What `access-control-allow-origin` answers; null: nothing. */
  corsOrigin(asked: AskedBy): string | null {
    if (this.allowsAll) return '*';
    return asked.origin !== undefined && this.mayAsk(asked) ? asked.origin : null;
  }

  /**
   * Whether nobody else can have chosen this `Host`. A name can be made to lead to this machine after a page was loaded under
   * it (DNS rebinding); a number cannot. A program that sends none is no browser. `*` names no host.
   */
  isOwnName(host: string | undefined): boolean {
    if (host === undefined) return true;
    const name = nameOf(`http://${host}`);
    if (name === null) return false;
    return isLoopbackName(name) || isIpAddress(name) || [...this.origins].some((origin) => nameOf(origin) === name);
  }

  private isOwnPage(origin: string, host: string | undefined): boolean {
    if (this.pagePort === null || host === undefined) return false;
    const page = urlOf(origin);
    const asked = nameOf(`http://${host}`);
    if (page?.protocol !== 'http:' || asked === null || portOf(page) !== this.pagePort) return false;
    if (isLoopbackName(page.hostname)) return isLoopbackName(asked);
    return isIpAddress(page.hostname) && page.hostname === asked;
  }
}

/** As browsers write it; other text stays as it is and matches nothing but itself. */
function originOf(text: string): string {
  const url = urlOf(text);
  return url === null || url.origin === 'null' ? text : url.origin;
}

function urlOf(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null;
}

const nameOf = (url: string): string | null => urlOf(url)?.hostname || null;
const portOf = ({ port }: URL): number => (port === '' ? 80 : Number(port));
