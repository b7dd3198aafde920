// GPT-2's way of writing bytes as characters that can be seen (Radford et al. 2019, `bytes_to_unicode` in encoder.py): printable
// Latin-1 bytes stand for themselves, the others for the characters from U+0100 on.

const isShown = (byte: number): boolean =>
  (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xac) || (byte >= 0xae && byte <= 0xff);
const FIRST_STAND_IN = 0x100;

/** The character of each byte. */
export const BYTE_CHARACTERS: readonly string[] = byteCharacters();
const BYTE_OF = new Map(BYTE_CHARACTERS.map((character, byte) => [character, byte]));

function byteCharacters(): string[] {
  let standIn = FIRST_STAND_IN;
  return Array.from({ length: 256 }, (_, byte) => String.fromCharCode(isShown(byte) ? byte : standIn++));
}

/** The bytes that a token's text stands for; null where a character stands for none. */
export function bytesOfToken(text: string): Uint8Array | null {
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index++) {
    const byte = BYTE_OF.get(text[index]!);
    if (byte === undefined) return null;
    bytes[index] = byte;
  }
  return bytes;
}
