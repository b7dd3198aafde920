import { describe, expect, test } from 'vitest';
import { resolveUri } from './resolve-uri.ts';

const BASE = 'http://a/b/c/d;p?q';

describe('resolveUri', () => {
  // RFC 3986, sections 5.4.1 and 5.4.2.
  test.each([
    ['g:h', 'g:h'],
    ['g', 'http://a/b/c/g'],
    ['./g', 'http://a/b/c/g'],
    ['g/', 'http://a/b/c/g/'],
    ['/g', 'http://a/g'],
    ['//g', 'http://g'],
    ['?y', 'http://a/b/c/d;p?y'],
    ['g?y', 'http://a/b/c/g?y'],
    [';x', 'http://a/b/c/;x'],
    ['g;x', 'http://a/b/c/g;x'],
    ['', 'http://a/b/c/d;p?q'],
    ['.', 'http://a/b/c/'],
    ['./', 'http://a/b/c/'],
    ['..', 'http://a/b/'],
    ['../', 'http://a/b/'],
    ['../g', 'http://a/b/g'],
    ['../..', 'http://a/'],
    ['../../', 'http://a/'],
    ['../../g', 'http://a/g'],
    ['../../../g', 'http://a/g'],
    ['../../../../g', 'http://a/g'],
    ['/./g', 'http://a/g'],
    ['/../g', 'http://a/g'],
    ['g.', 'http://a/b/c/g.'],
    ['.g', 'http://a/b/c/.g'],
    ['g..', 'http://a/b/c/g..'],
    ['..g', 'http://a/b/c/..g'],
    ['./../g', 'http://a/b/g'],
    ['./g/.', 'http://a/b/c/g/'],
    ['g/./h', 'http://a/b/c/g/h'],
    ['g/../h', 'http://a/b/c/h'],
    ['g;x=1/./y', 'http://a/b/c/g;x=1/y'],
    ['g;x=1/../y', 'http://a/b/c/y'],
    ['g?y/./x', 'http://a/b/c/g?y/./x'],
    ['g?y/../x', 'http://a/b/c/g?y/../x']
  ])('%j is %s', (reference, uri) => {
    expect(resolveUri(BASE, reference)).toEqual({ uri, fragment: '' });
  });

  test.each([
    ['#s', 'http://a/b/c/d;p?q', 's'],
    ['g#s', 'http://a/b/c/g', 's'],
    ['g#s/../x', 'http://a/b/c/g', 's/../x']
  ])('%s has a fragment', (reference, uri, fragment) => {
    expect(resolveUri(BASE, reference)).toEqual({ uri, fragment });
  });

  test('a schema without an identifier has none to resolve against', () => {
    expect(resolveUri('', '#/$defs/a')).toEqual({ uri: '', fragment: '/$defs/a' });
    expect(resolveUri('', 'list')).toEqual({ uri: 'list', fragment: '' });
    expect(resolveUri('urn:uuid:1', '#a')).toEqual({ uri: 'urn:uuid:1', fragment: 'a' });
  });
});
