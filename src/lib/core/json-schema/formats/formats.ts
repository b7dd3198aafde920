// The formats that are judged, each in time linear in the text. Any other name is a note to readers, as are those that need
// the tables of a Unicode version or an engine's own grammar: `idn-hostname`, `idn-email`, `iri`, `iri-reference`, `regex`.
import { isDate, isDateTime, isDuration, isTime } from './dates.ts';
import { isEmail, isHostname, isIpv4, isIpv6 } from './internet-names.ts';
import { isJsonPointer, isJsonPointerFragment, isRelativeJsonPointer } from './pointers.ts';
import { isUriTemplate } from './uri-templates.ts';
import { isUri, isUriReference } from './uris.ts';
import { isUrl } from './urls.ts';

const isUuid = (text: string): boolean => /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(text);

export const FORMATS: ReadonlyMap<string, (text: string) => boolean> = new Map([
  ['date', isDate],
  ['time', isTime],
  ['date-time', isDateTime],
  ['duration', isDuration],
  ['email', isEmail],
  ['hostname', isHostname],
  ['ipv4', isIpv4],
  ['ipv6', isIpv6],
  ['uri', isUri],
  ['uri-reference', isUriReference],
  ['uri-template', isUriTemplate],
  ['url', isUrl],
  ['uuid', isUuid],
  ['json-pointer', isJsonPointer],
  ['json-pointer-uri-fragment', isJsonPointerFragment],
  ['relative-json-pointer', isRelativeJsonPointer]
]);
