// URIs and references to them (RFC 3986), part by part.
import { characterSet, isMadeOf } from './character-set.ts';
import { isIpv6 } from './internet-names.ts';

const PLAIN = "a-zA-Z0-9._~!$&'()*+,;=-";
const HOST = characterSet(PLAIN);
const USER = characterSet(`${PLAIN}:`);
const PATH = characterSet(`${PLAIN}:@/`);
const REST = characterSet(`${PLAIN}:@/?`);

export const isUri = (text: string): boolean => isReference(text, true);
export const isUriReference = (text: string): boolean => isReference(text, false);

function isReference(text: string, needsScheme: boolean): boolean {
  // Appendix B; no part can be read in two ways.
  const [, , scheme, , authority, path, , query, , fragment] =
    /^(([^:/?#]*):)?(\/\/([^/?#]*))?([^?#]*)(\?([^#]*))?(#([^]*))?$/.exec(text)!;
  if (scheme === undefined ? needsScheme : !/^[A-Za-z][A-Za-z0-9+.-]*$/.test(scheme)) return false;
  return (
    (authority === undefined || isAuthority(authority)) &&
    isMadeOf(path!, PATH) &&
    isMadeOf(query ?? '', REST) &&
    isMadeOf(fragment ?? '', REST)
  );
}

function isAuthority(authority: string): boolean {
  const at = authority.indexOf('@');
  if (!isMadeOf(authority, USER, 0, Math.max(at, 0))) return false;
  const place = authority.slice(at + 1);
  const bracket = place.startsWith('[') ? place.indexOf(']') : -1;
  const colon = place.indexOf(':', bracket + 1);
  const host = colon === -1 ? place : place.slice(0, colon);
  if (colon !== -1 && !/^\d*$/.test(place.slice(colon + 1))) return false;
  if (!host.startsWith('[')) return isMadeOf(host, HOST);
  return host.endsWith(']') && isLiteral(host.slice(1, -1));
}

/** RFC 3986, section 3.2.2: an IPv6 address, or one of a version to come. */
function isLiteral(address: string): boolean {
  const future = /^v[0-9a-f]+\./i.exec(address);
  if (future === null) return isIpv6(address);
  const rest = address.slice(future[0].length);
  return rest !== '' && !rest.includes('%') && isMadeOf(rest, USER);
}
