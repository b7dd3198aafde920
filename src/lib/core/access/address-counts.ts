// How many sockets each address has open. An IPv6 user is given a whole /64, so that counts as one address.

export interface AddressLimits {
  perAddress: number;
  total: number;
}

export class AddressCounts {
  private readonly limits: AddressLimits;
  private readonly open = new Map<string, number>();
  private total = 0;

  constructor(limits: AddressLimits) {
    this.limits = limits;
  }

  /** Counts one more, unless that is too many. */
  admit(address: string | undefined): boolean {
    const key = addressGroup(address);
    const count = this.open.get(key) ?? 0;
    if (count >= this.limits.perAddress || this.total >= this.limits.total) return false;
    this.open.set(key, count + 1);
    this.total++;
    return true;
  }

  /** Whether another socket of an address would be one too many of that address, whoever else has how many. */
  isFullFor(address: string | undefined): boolean {
    return (this.open.get(addressGroup(address)) ?? 0) >= this.limits.perAddress;
  }

  /** One that was admitted is closed. */
  release(address: string | undefined): void {
    const key = addressGroup(address);
    const count = this.open.get(key) ?? 0;
    if (count <= 1) this.open.delete(key);
    else this.open.set(key, count - 1);
    this.total--;
  }
}

/** What counts as one address. */
export function addressGroup(address: string | undefined): string {
  if (address === undefined) return '';
  const v4 = /^(?:::ffff:)?(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  return v4 ? v4[1]! : prefix64(address);
}

/** The first four groups, with what `::` stands for. */
function prefix64(address: string): string {
  const [head = '', tail] = address.toLowerCase().split('%')[0]!.split('::');
  const left = head === '' ? [] : head.split(':');
  if (tail === undefined) return left.slice(0, 4).join(':');
  const right = tail === '' ? [] : tail.split(':');
  const missing = Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0');
  return [...left, ...missing, ...right].slice(0, 4).join(':');
}
