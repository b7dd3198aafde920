// What reading a DAG as a file costs: a block that is linked to twice is read twice. A tree of n blocks, each of which links
// twice to the next, is read in 2^n steps; one that would cost more than a node gives is not worth keeping.

/** The links of a DAG, by the place of each block in it. */
export class ServedSize {
  private readonly places = new Map<string, number>();
  private readonly links: Uint32Array[] = [];
  private readonly bytes: number[] = [];
  private total = 0;

  /** How many links were counted. */
  get linkCount(): number {
    return this.total;
  }

  /** @param links CIDs that the block links to, repeats included. */
  add(cid: string, bytes: number, links: readonly string[]): void {
    this.total += links.length;
    const place = this.placeOf(cid);
    this.bytes[place] = bytes;
    this.links[place] = Uint32Array.from(links, (link) => this.placeOf(link));
  }

  /** Blocks and bytes that a reader from `root` on gets, every visit counted. All blocks must have been added. */
  from(root: string): { blocks: number; bytes: number } {
    const blocks = new Float64Array(this.places.size);
    const bytes = new Float64Array(this.places.size);
    const stack = [{ place: this.placeOf(root), next: 0 }];
    while (stack.length > 0) {
      const top = stack.at(-1)!;
      const links = this.links[top.place] ?? new Uint32Array();
      if (top.next < links.length) {
        const child = links[top.next++]!;
        if (blocks[child] === 0) stack.push({ place: child, next: 0 });
        continue;
      }
      blocks[top.place] = links.reduce((sum, child) => sum + blocks[child]!, 1);
      bytes[top.place] = links.reduce((sum, child) => sum + bytes[child]!, this.bytes[top.place] ?? 0);
      stack.pop();
    }
    const place = this.placeOf(root);
    return { blocks: blocks[place]!, bytes: bytes[place]! };
  }

  private placeOf(cid: string): number {
    const known = this.places.get(cid);
    if (known !== undefined) return known;
    this.places.set(cid, this.places.size);
    return this.places.size - 1;
  }
}
