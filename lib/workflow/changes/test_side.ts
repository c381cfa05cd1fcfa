/**
 * What a file of tests holds.
 *
 * @module
 */

import { type Assertion, assertions } from "./assertions.ts";
import { type Definition, definitions } from "./definitions.ts";
import type { Language } from "./language.ts";
import { type Marker, markers } from "./markers.ts";
import { sourceText } from "./source_text.ts";

/** Tests, assertions and markers of one version of a file. */
export interface TestSide {
  readonly tests: readonly Definition[];
  readonly assertions: readonly Assertion[];
  readonly markers: readonly Marker[];
}

const NOTHING: TestSide = { tests: [], assertions: [], markers: [] };

/** Looks into a version; `null`, and a file that only could hold tests and does not, holds nothing. */
export function testSide(
  text: string | null,
  { language, mixed }: {
    readonly language: Language;
    /** Whether the file is no file of tests by its name. */
    readonly mixed: boolean;
  },
): TestSide {
  if (text === null) return NOTHING;
  const source = sourceText(text, language);
  const tests = definitions(source, language);
  if (mixed && tests.length === 0) return NOTHING;
  return {
    tests,
    assertions: assertions(source, language),
    markers: markers(source, { language, text }),
  };
}
