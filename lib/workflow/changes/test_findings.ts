/**
 * Tests and assertions that are gone or changed, and what keeps tests from running.
 *
 * @module
 */

import { type Assertion, isLooser } from "./assertions.ts";
import type { Definition } from "./definitions.ts";
import type { FileVersions } from "./diff.ts";
import { changeText } from "./difference.ts";
import { type Finding, finding } from "./finding.ts";
import { mixedLanguage, testLanguage } from "./language.ts";
import type { Marker } from "./markers.ts";
import { minus } from "./multiset.ts";
import { type TestSide, testSide } from "./test_side.ts";

interface Compared {
  readonly file: FileVersions;
  readonly mixed: boolean;
  readonly before: TestSide;
  readonly after: TestSide;
}

/** Compares all files of tests at once: what moved from one to another is not gone. */
export function testFindings(
  files: readonly FileVersions[],
): readonly Finding[] {
  const all = files.flatMap((file): readonly Compared[] => {
    const own = testLanguage(file.path);
    const language = own ?? mixedLanguage(file.path);
    if (language === null) return [];
    const how = { language, mixed: own === null };
    return [{
      file,
      mixed: how.mixed,
      before: testSide(file.before, how),
      after: testSide(file.after, how),
    }];
  });
  const tests = moves(all, {
    of: (side) => side.tests,
    keyOf: ({ name }) => name,
  });
  const asserted = moves(all, {
    of: (side) => side.assertions,
    keyOf: ({ text }) => text,
  });
  const marked = moves(all, {
    of: (side) => side.markers,
    keyOf: ({ name, text }) => `${name} ${text}`,
  });
  return all.flatMap((one, i) => [
    ...goneFindings(one, { tests: tests[i]!.gone, asserted: asserted[i]! }),
    ...marked[i]!.added.filter((marker) => counts(marker, one))
      .map(({ name, text, line }) =>
        finding(name, { file: one.file.path, line, text })
      ),
  ]);
}

/** What is gone from a file and nowhere else, and what is new in it and was nowhere else. */
interface Moved<T> {
  readonly gone: readonly T[];
  readonly added: readonly T[];
}

function moves<T>(
  all: readonly Compared[],
  { of, keyOf }: {
    readonly of: (side: TestSide) => readonly T[];
    readonly keyOf: (item: T) => string;
  },
): readonly Moved<T>[] {
  const inFile = all.map(({ before, after }) => ({
    gone: minus(of(before), of(after), keyOf),
    added: minus(of(after), of(before), keyOf),
  }));
  let elsewhere = inFile.flatMap(({ added }) => added);
  let from = inFile.flatMap(({ gone }) => gone);
  return inFile.map(({ gone, added }) => {
    const left = minus(gone, elsewhere, keyOf);
    elsewhere = [...minus(elsewhere, gone, keyOf)];
    const fresh = minus(added, from, keyOf);
    from = [...minus(from, added, keyOf)];
    return { gone: left, added: fresh };
  });
}

function goneFindings(
  { file, mixed, before }: Compared,
  { tests, asserted }: {
    readonly tests: readonly Definition[];
    readonly asserted: Moved<Assertion>;
  },
): readonly Finding[] {
  const { path } = file;
  const empty = before.tests.length === 0 && before.assertions.length === 0;
  if (file.before !== null && file.after === null && !mixed) {
    if (!empty && tests.length === 0 && asserted.gone.length === 0) return [];
    return [finding("test-file-deleted", {
      file: path,
      text: empty
        ? "it is gone"
        : `${tests.length} tests and ${asserted.gone.length} assertions are gone with it`,
      content: file.before,
    })];
  }
  const lost = new Set(tests);
  const orphans = asserted.gone.filter(({ line }) => {
    const its = before.tests.findLast((test) => test.line <= line);
    return its === undefined || !lost.has(its);
  });
  return [
    ...tests.map(({ name, line }) =>
      finding("test-removed", {
        file: path,
        line,
        text: `"${name}" is gone`,
      })
    ),
    ...assertionFindings(path, { gone: orphans, added: asserted.added }),
  ];
}

/** An assertion that took the place of another one is told with it. */
function assertionFindings(
  path: string,
  { gone, added }: Moved<Assertion>,
): readonly Finding[] {
  const free = [...added];
  return gone.map((was) => {
    const best = nearest(free, was.line).map((is) => ({
      is,
      likeness: likeness(was.text, is.text),
    }))
      .filter(({ likeness }) => likeness >= LEAST_LIKENESS)
      .sort((a, b) =>
        b.likeness - a.likeness ||
        Math.abs(a.is.line - was.line) - Math.abs(b.is.line - was.line)
      )[0]?.is;
    if (best === undefined) {
      return finding("assertion-removed", {
        file: path,
        line: was.line,
        text: was.text,
      });
    }
    free.splice(free.indexOf(best), 1);
    return finding(
      isLooser(was.text, best.text)
        ? "assertion-loosened"
        : "assertion-changed",
      {
        file: path,
        line: best.line,
        text: changeText(was.text, best.text),
        content: `${was.text} → ${best.text}`,
      },
    );
  });
}

const LEAST_LIKENESS = 0.4;
/** More of them are not compared with one that is gone: what took its place stands near. */
const MOST_NEAR = 30;

function nearest(
  free: readonly Assertion[],
  line: number,
): readonly Assertion[] {
  return free.length <= MOST_NEAR
    ? free
    : free.toSorted((a, b) => Math.abs(a.line - line) - Math.abs(b.line - line))
      .slice(0, MOST_NEAR);
}

/** Share of the words and signs that two assertions have in common. */
function likeness(a: string, b: string): number {
  const [one, two] = [tokens(a), tokens(b)];
  const common = one.length - minus(one, two, (word) => word).length;
  return 2 * common / (one.length + two.length);
}

function tokens(text: string): readonly string[] {
  return text.match(/\w+|[^\w\s]/g) ?? [];
}

/** In a file that is new, some markers take nothing away. */
function counts(
  { name, fineWhenNew }: Marker,
  { file, after }: Compared,
): boolean {
  if (file.before !== null) return true;
  if (fineWhenNew) return false;
  return name !== "test-ended-early" || after.tests.length > 0;
}
