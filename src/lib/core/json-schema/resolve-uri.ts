// A URI reference against a base, by RFC 3986, section 5.2, without touching how either is written.

interface UriParts {
  scheme: string | undefined;
  authority: string | undefined;
  path: string;
  query: string | undefined;
  fragment: string | undefined;
}

/** @returns the URI without its fragment, and the fragment without `#`, `''` where there is none. */
export function resolveUri(base: string, reference: string): { uri: string; fragment: string } {
  const relative = parts(reference);
  const resolved = relative.scheme === undefined ? withBase(parts(base), relative) : relative;
  const { scheme, authority, path, query } = resolved;
  const isBaseKept = relative.scheme === undefined && relative.authority === undefined && relative.path === '';
  const uri = [
    scheme === undefined ? '' : `${scheme}:`,
    authority === undefined ? '' : `//${authority}`,
    isBaseKept ? path : withoutDots(path),
    query === undefined ? '' : `?${query}`
  ].join('');
  return { uri, fragment: relative.fragment ?? '' };
}

/** RFC 3986, appendix B. */
function parts(uri: string): UriParts {
  const [, , scheme, , authority, path, , query, , fragment] =
    /^(([^:/?#]+):)?(\/\/([^/?#]*))?([^?#]*)(\?([^#]*))?(#([^]*))?$/.exec(uri)!;
  return { scheme, authority, path: path!, query, fragment };
}

function withBase(base: UriParts, relative: UriParts): UriParts {
  const { scheme } = base;
  if (relative.authority !== undefined) return { ...relative, scheme };
  const { authority } = base;
  if (relative.path === '')
    return { ...relative, scheme, authority, path: base.path, query: relative.query ?? base.query };
  if (relative.path.startsWith('/')) return { ...relative, scheme, authority };
  const folder = base.path.slice(0, base.path.lastIndexOf('/') + 1);
  return { ...relative, scheme, authority, path: (folder || (authority === undefined ? '' : '/')) + relative.path };
}

function withoutDots(path: string): string {
  const kept: string[] = [];
  const segments = path.split('/');
  segments.forEach((segment, index) => {
    const isLast = index === segments.length - 1;
    if (segment === '..') {
      if (kept.length > 1 || (kept.length === 1 && kept[0] !== '')) kept.pop();
      if (isLast) kept.push('');
    } else if (segment === '.') {
      if (isLast) kept.push('');
    } else kept.push(segment);
  });
  return kept.join('/');
}
