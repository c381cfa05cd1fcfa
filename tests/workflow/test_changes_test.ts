import { assertEquals } from "@std/assert";
import { oldTestPaths, wantedPaths } from "../../lib/workflow/test_changes.ts";
import { names } from "./changes/compare.ts";

Deno.test("testChanges() finds ticked tasks without a change", () => {
  assertEquals(names({}, { ticked: 2 }), ["nothing-changed"]);
  assertEquals(names({ "a.ts": ["1", "2"] }, { ticked: 2 }), []);
  assertEquals(names({}), []);
});

Deno.test("oldTestPaths() are tests and their data that were there", () => {
  const changed = ["a_test.ts", "b.ts", "fixtures/x.json", "src/lib.rs"]
    .map((path) => ({ path, before: "1", after: "2" }));
  const fresh = { path: "new_test.ts", before: null, after: "1" };
  assertEquals(oldTestPaths([...changed, fresh]), [
    "a_test.ts",
    "fixtures/x.json",
  ]);
});

Deno.test("wantedPaths() leaves out what cannot matter", () => {
  const paths = [
    "a_test.ts",
    "b.ts",
    "package.json",
    "ci/run.sh",
    ".github/workflows/ci.yml",
    "src/lib.rs",
  ];
  const wanted = wantedPaths({
    changed: paths.map((path) => ({ path, before: "1", after: "2" })),
    checks: [{ name: "test", command: "sh ci/run.sh" }],
    scripts: new Map(),
  });
  assertEquals(wanted, paths.filter((path) => path !== "b.ts"));
});
