// What a host in an address is: this machine alone, a number, or a name that somebody's DNS answers for.

/** Whether nothing but this machine is reached by it: 127.0.0.0/8, ::1, `localhost` and names below it (RFC 6761, 6.3). */
export function isLoopbackName(host: string): boolean {
  const name = host.toLowerCase().replace(/^\[|\]$/g, '');
  return name === 'localhost' || name.endsWith('.localhost') || name === '::1' || /^127(?:\.\d{1,3}){3}$/.test(name);
}

/** Whether it is an IP address, IPv6 in brackets or not: no DNS answer stands behind it. */
export const isIpAddress = (host: string): boolean => /^\d{1,3}(?:\.\d{1,3}){3}$/.test(host) || host.includes(':');

/** As it stands in a URL: IPv6 in brackets. @param host without brackets. */
export const urlHost = (host: string): string => (host.includes(':') ? `[${host}]` : host);
