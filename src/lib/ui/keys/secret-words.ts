// What a secret in the vault is for, by its name, and what losing it costs.
const KINDS: Record<string, { what: string; lost: string }> = {
  sealing: {
    what: 'Sealing key of a validator',
    lost: 'benchmarks and packages sealed to it cannot be opened, so they cannot be scored'
  },
  package: {
    what: 'Key of a sealed package',
    lost: 'the submission cannot be revealed or opened: deposit and pay are lost'
  },
  benchmark: { what: 'Key of a hidden benchmark', lost: 'only a validator that scored can still publish it' },
  reader: { what: "Reader's key of private data", lost: 'private packages that were sealed to it cannot be read' }
};

/** `id` is what the secret belongs to: a public key, a CID, a commitment. */
export function secretWords(name: string): { what: string; lost: string; id: string } {
  const [kind = '', ...rest] = name.split(':');
  return { ...(KINDS[kind] ?? { what: 'Secret', lost: 'what it opens stays closed' }), id: rest.join(':') };
}
