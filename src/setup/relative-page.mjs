// The page's own addresses, relative: an IPFS gateway serves the build below a path (`/ipfs/CID/`), where `/_app/...` is nothing.
// SvelteKit writes a fallback page for any depth and so from the root; routes behind the hash have one depth only.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** An adapter whose index.html works below any path. */
export function relativePage(adapter, folder) {
  return {
    ...adapter,
    async adapt(builder) {
      await adapter.adapt(builder);
      const path = join(folder, 'index.html');
      writeFileSync(path, toRelative(readFileSync(path, 'utf8')));
    }
  };
}

/** The content security policy names inline scripts by their hash, so it changes with them. */
export function toRelative(html) {
  const hashes = new Map();
  const page = html
    .replaceAll(/((?:href|src)=")\/(?!\/)/g, '$1./')
    .replaceAll(/(<script>)([\s\S]*?)(<\/script>)/g, (_, open, script, close) => {
      const relative = script.replaceAll('import("/', 'import("./');
      hashes.set(hashOf(script), hashOf(relative));
      return `${open}${relative}${close}`;
    });
  return page.replaceAll(/'(sha256-[^']+)'/g, (whole, hash) => (hashes.has(hash) ? `'${hashes.get(hash)}'` : whole));
}

const hashOf = (script) => `sha256-${createHash('sha256').update(script).digest('base64')}`;
