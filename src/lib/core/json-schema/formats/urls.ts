// Addresses of public web pages and files: `url`, which JSON Schema does not define.
import { isIpv4 } from './internet-names.ts';

/**
 * `http`, `https` or `ftp`, a host that is a public IPv4 address or a name with a top level of letters, and a path without
 * white space. Letters of any script may stand in names.
 */
export function isUrl(text: string): boolean {
  const scheme = /^(?:https?|ftp):\/\//i.exec(text)?.[0];
  if (scheme === undefined || /\s/.test(text)) return false;
  const rest = text.slice(scheme.length);
  if (isPlace(rest)) return true;
  // A user may stand before any `@`; a host has none, so that each try reads up to the next one.
  for (let at = rest.indexOf('@', 1); at !== -1; at = rest.indexOf('@', at + 1))
    if (isPlaceAt(rest, at + 1)) return true;
  return false;
}

const isPlace = (rest: string): boolean => isPlaceAt(rest, 0);

/** A host, and a port where there is one, up to the path. */
function isPlaceAt(rest: string, start: number): boolean {
  let end = start;
  while (end < rest.length && rest[end] !== '/' && rest[end] !== '@') end++;
  if (rest[end] === '@') return false;
  const [host, port, more] = splitOnce(rest, start, end);
  return (
    more === undefined && (port === undefined || /^\d{2,5}$/.test(port)) && (isPublicIpv4(host) || isPublicName(host))
  );
}

function splitOnce(text: string, start: number, end: number): [string, string?, string?] {
  return text.slice(start, end).split(':', 3) as [string, string?, string?];
}

function isPublicIpv4(host: string): boolean {
  if (!isIpv4(host)) return false;
  const [a, b, , d] = host.split('.').map(Number) as [number, number, number, number];
  if (a === 0 || a === 10 || a === 127 || a > 223) return false;
  if (d === 0 || d === 255) return false;
  return !((a === 169 && b === 254) || (a === 192 && b === 168) || (a === 172 && b >= 16 && b <= 31));
}

/** Labels start and end with no hyphen, and have no two in a row. */
function isPublicName(host: string): boolean {
  const labels = host.split('.');
  const top = labels.at(-1)!;
  return labels.length > 1 && top.length >= 2 && isLetters(top) && labels.slice(0, -1).every(isLabel);
}

const isLetters = (text: string): boolean => /^[a-z\u{a1}-\u{ffff}]+$/iu.test(text);
const isLabel = (text: string): boolean =>
  /^[a-z0-9\u{a1}-\u{ffff}-]+$/iu.test(text) && !text.startsWith('-') && !text.endsWith('-') && !text.includes('--');
