// Sections of a document that a script writes: between `<!-- name -->` and `<!-- /name -->`, each on a line of its own.

/** @throws Error where the document has no such section. */
export function replaceSection(document: string, name: string, content: string): string {
  const start = `<!-- ${name} -->\n`;
  const end = `<!-- /${name} -->`;
  const from = document.indexOf(start);
  const to = document.indexOf(end, from);
  if (from < 0 || to < 0) throw new Error(`The document has no section "${name}".`);
  return `${document.slice(0, from + start.length)}\n${content.trim()}\n\n${document.slice(to)}`;
}
