// Sections of a document that a script writes: between `<!-- name -->` and `<!-- /name -->`, each on a line of its own.
const startOf = (name: string) => `<!-- ${name} -->\n`;
const endOf = (name: string) => `<!-- /${name} -->`;

export function hasSection(document: string, name: string): boolean {
  const from = document.indexOf(startOf(name));
  return from >= 0 && document.includes(endOf(name), from);
}

/** @throws Error where the document has no such section. */
export function replaceSection(document: string, name: string, content: string): string {
  if (!hasSection(document, name)) throw new Error(`The document has no section "${name}".`);
  const from = document.indexOf(startOf(name)) + startOf(name).length;
  const to = document.indexOf(endOf(name), from);
  return `${document.slice(0, from)}\n${content.trim()}\n\n${document.slice(to)}`;
}
