/**
 * Bytes as text and back without a change, even where they are no UTF-8.
 *
 * A byte that belongs to no character becomes one of the surrogates U+DC80 to U+DCFF, which no valid text contains
 * alone. A byte order mark stays.
 *
 * @module
 */

const encoder = new TextEncoder();
const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Text of the bytes; never throws. */
export function bytesToText(bytes: Uint8Array): string {
  try {
    return strict.decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
  let text = "";
  let from = 0;
  for (let at = 0; at < bytes.length;) {
    const length = characterLength(bytes, at);
    if (length > 0) {
      at += length;
      continue;
    }
    text += strict.decode(bytes.subarray(from, at)) +
      String.fromCharCode(0xdc00 + bytes[at]!);
    from = ++at;
  }
  return text + strict.decode(bytes.subarray(from));
}

/** The bytes that {@linkcode bytesToText} made the text of. */
export function textToBytes(text: string): Uint8Array {
  if (text.isWellFormed()) return encoder.encode(text);
  const parts = text.split(/([\uDC80-\uDCFF])/u).map((part, i) =>
    i % 2 === 1
      ? Uint8Array.of(part.charCodeAt(0) - 0xdc00)
      : encoder.encode(part)
  );
  const bytes = new Uint8Array(parts.reduce((sum, p) => sum + p.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** Bytes of the character at `at`; 0 when none begins there. */
function characterLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at]!;
  if (lead < 0x80) return 1;
  const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  if (lead < 0xc2 || lead > 0xf4) return 0;
  for (let i = 1; i < length; i++) {
    const next = bytes[at + i] ?? 0;
    if (next < 0x80 || next > 0xbf) return 0;
  }
  const second = bytes[at + 1]!;
  // Too long, a surrogate, or beyond the last character.
  const wrong = lead === 0xe0 && second < 0xa0 ||
    lead === 0xed && second > 0x9f ||
    lead === 0xf0 && second < 0x90 ||
    lead === 0xf4 && second > 0x8f;
  return wrong ? 0 : length;
}
