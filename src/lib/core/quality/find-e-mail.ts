// E-mail addresses of people, told from what else has an @: remotes of git, URLs with a user, file names, code, package versions,
// placeholders, and addresses that are a desk and no person.
import { TOP_LEVEL_DOMAINS } from './top-level-domains.ts';

const ADDRESS =
  /(?<![\w.+%@/-])[a-z\d][\w.+-]{0,63}@((?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.){1,4}[a-z]{2,24})(?![\w@-]|\.\w)/gi;
/** How far back the start of a URL or of a command is looked for. */
const LOOKED_BACK = 120;
const IN_URL = /[a-z][a-z\d+.-]*:\/\/\S*$|\b(?:ssh|scp|sftp|rsync)\s[^\n;|]*$/i;
/** Behind an address: a path or port of a remote, a call, an assignment or an index of code. */
const GOES_ON = /^(?::[\w~/.-]|\(|\[|\/\w)/;

/** Domains reserved for examples and tests (RFC 2606, RFC 6761), and those that only ever stand for some domain. */
const NOBODYS_DOMAIN =
  /(?:^|\.)(?:(?:example|sample|test|invalid|localhost|domain|yourdomain|mydomain|some-?domain|other-?domain|company|your-?company|my-?company|acme|acme-?corp|contoso|fabrikam|foo|bar|baz|foobar|abc|xyz|mysite|yoursite|site|website|host|server|somewhere|nowhere|whatever|email|corp|org|users\.noreply\.github|noreply)\.[a-z.]{2,8}|noreply\.[a-z.]+|example)$/i;
/** Parts of code that stand behind an @ as an operator or a label. */
const CODE_DOMAIN = /^(?:self|this|cls|super|main|index|app|module|np|torch|math)\./i;
const DESK =
  /^(?:no-?reply|do-?not-?reply|info|support|help|help-?desk|contact|hello|hi|team|admin|administrator|root|postmaster|webmaster|hostmaster|abuse|secur(?:ity|e)|sales|billing|press|legal|privacy|jobs|careers|feedback|bugs?|issues?|git|svn|hg|mail(?:er)?(?:-daemon)?|news(?:letter)?|office|service|dev|developers?|maintainers?|conduct|coc|opensource|oss|npm|bot|notifications?|user(?:name)?|you(?:r(?:[._-]?(?:name|email|e-mail))?)?|my[._-]?(?:name|email)|name|some(?:one|body)|any(?:one|body)|nobody|foo|bar|test(?:er|ing)?|e-?mail|me|this|recipient|sender|from|to|return|break|continue|super)$/i;
/** Numbers of messages and the like: long, with digits and letters mixed. */
const MACHINE_MADE = /^(?=(?:\D*\d){6})[\w.+-]{24,}$/;

/** The first address that may be a person's, or null. */
export function findEMail(text: string): string | null {
  for (const { 0: address, 1: domain, index } of text.matchAll(ADDRESS)) {
    const local = address.slice(0, address.length - domain!.length - 1);
    if (isPersons(local, domain!) && !isOther(text, index, address)) return address;
  }
  return null;
}

function isPersons(local: string, domain: string): boolean {
  const end = domain.slice(domain.lastIndexOf('.') + 1);
  return (
    local.length > 1 &&
    !local.endsWith('.') &&
    TOP_LEVEL_DOMAINS.has(end.toLowerCase()) &&
    !NOBODYS_DOMAIN.test(domain) &&
    !CODE_DOMAIN.test(domain) &&
    !DESK.test(local) &&
    !MACHINE_MADE.test(local)
  );
}

/** Whether what stands around it makes it something else than an address. */
function isOther(text: string, at: number, address: string): boolean {
  const before = text.slice(Math.max(0, at - LOOKED_BACK), at);
  const after = text.slice(at + address.length, at + address.length + 2);
  return GOES_ON.test(after) || (IN_URL.test(before) && !/mailto:$/i.test(before));
}
