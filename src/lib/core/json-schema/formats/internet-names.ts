// Host names, addresses and mailboxes.

const MOST_HOSTNAME = 253;
const MOST_LABEL = 63;

/**
 * RFC 1123: labels of letters, digits and hyphens. What a label that starts with `xn--` stands for is not judged: that takes
 * the tables of a Unicode version, and engines differ in theirs.
 */
export function isHostname(text: string): boolean {
  if (text.length > MOST_HOSTNAME) return false;
  return text
    .split('.')
    .every((label) => label.length <= MOST_LABEL && /^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$/.test(label));
}

/** Four decimal numbers without leading zeros. */
export const isIpv4 = (text: string): boolean => /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/.test(text);

const MOST_IPV6 = 45;

/** RFC 4291, section 2.2. */
export function isIpv6(text: string): boolean {
  if (text.length > MOST_IPV6) return false;
  const halves = text.split('::');
  if (halves.length > 2) return false;
  const groups = halves.map((half) => (half === '' ? [] : half.split(':')));
  const all = groups.flat();
  const last = text.endsWith('::') ? undefined : all.at(-1);
  const hasIpv4 = last !== undefined && last.includes('.');
  if (hasIpv4 && !isIpv4(all.pop()!)) return false;
  if (!all.every((group) => /^[0-9A-Fa-f]{1,4}$/.test(group))) return false;
  const count = all.length + (hasIpv4 ? 2 : 0);
  return halves.length === 2 ? count <= 7 : count === 8;
}

const MOST_LOCAL_PART = 64;
/** `@` and a bracketed host besides. */
const MOST_EMAIL = MOST_LOCAL_PART + 1 + MOST_HOSTNAME;
const MAILBOX = /^("(?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\[\x20-\x7e])*"|[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+)@(.+)$/;

/** RFC 5321, section 4.1.2: `local@host`, the host a name or an address in brackets. */
export function isEmail(text: string): boolean {
  const found = text.length > MOST_EMAIL ? null : MAILBOX.exec(text);
  if (found === null) return false;
  const [local, host] = [found[1]!, found[2]!];
  if (local.length > MOST_LOCAL_PART) return false;
  if (!local.startsWith('"') && (local.startsWith('.') || local.endsWith('.') || local.includes('..'))) return false;
  if (!host.startsWith('[') || !host.endsWith(']')) return isHostname(host);
  const address = host.slice(1, -1);
  return /^ipv6:/i.test(address) ? isIpv6(address.slice('ipv6:'.length)) : isIpv4(address);
}
