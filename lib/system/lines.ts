/**
 * Cuts bytes into lines without holding what nobody wants.
 *
 * @module
 */

/** A line's head, as long as `wants` ever gets it. */
const headBytes = 256;
/** Longest line that is held; what is longer is skipped. */
const maxLineBytes = 16 << 20;
const newline = 10;

/** Who gets the lines. */
export interface LineReader {
  /** Whether a line that starts with these bytes (its first 256, or all of it) is worth holding. */
  wants(head: Uint8Array): boolean;
  /** A whole line without its newline; bytes that are no UTF-8 became U+FFFD. */
  onLine(line: string): void;
}

/** Takes chunks and gives lines; memory is bounded by the longest wanted line, 16 MiB at most. */
export class Lines {
  readonly #reader: LineReader;
  readonly #decoder = new TextDecoder();
  #held: Uint8Array[] = [];
  #size = 0;
  /** Whether the line that is being cut is skipped. */
  #skip = false;
  /** Whether it is known to be wanted. */
  #wanted = false;

  /** Makes a splitter that stands at the start of a line. */
  constructor(reader: LineReader) {
    this.#reader = reader;
  }

  /** Takes a chunk; it may be overwritten afterwards. */
  push(chunk: Uint8Array): void {
    let from = 0;
    for (
      let at = chunk.indexOf(newline);
      at >= 0;
      at = chunk.indexOf(newline, from)
    ) {
      if (!this.#skip) this.#line(chunk.subarray(from, at));
      this.#skip = false;
      this.#wanted = false;
      from = at + 1;
    }
    if (from < chunk.length && !this.#skip) this.#hold(chunk.subarray(from));
  }

  /** Gives the last line if it has no newline. */
  end(): void {
    if (this.#size > 0) this.#line(new Uint8Array());
    this.drop();
  }

  /** Forgets the line that is being cut. */
  drop(): void {
    this.#held = [];
    this.#size = 0;
    this.#skip = false;
    this.#wanted = false;
  }

  #line(last: Uint8Array): void {
    const whole = this.#size === 0 ? last : this.#join(last);
    if (this.#wanted || this.#reader.wants(whole.subarray(0, headBytes))) {
      this.#reader.onLine(this.#decoder.decode(whole));
    }
  }

  #hold(rest: Uint8Array): void {
    this.#held.push(rest.slice());
    this.#size += rest.length;
    if (!this.#wanted && this.#size >= headBytes) {
      const head = this.#join(new Uint8Array(), headBytes);
      this.#wanted = this.#reader.wants(head);
      this.#skip = !this.#wanted;
    }
    if (this.#size > maxLineBytes) this.#skip = true;
    if (this.#skip) {
      this.#held = [];
      this.#size = 0;
    }
  }

  /** All that is held and `last`; with `most`, only the start, and everything stays held. */
  #join(last: Uint8Array, most?: number): Uint8Array {
    const length = Math.min(this.#size + last.length, most ?? Infinity);
    const whole = new Uint8Array(length);
    let at = 0;
    for (const part of [...this.#held, last]) {
      const fits = part.subarray(0, length - at);
      whole.set(fits, at);
      at += fits.length;
    }
    if (most === undefined) {
      this.#held = [];
      this.#size = 0;
    }
    return whole;
  }
}
