import { honest } from "./story.ts";

const SUB =
  "export function sub(a: number, b: number): number {\n  return a - b;\n}\n";
const SUB_TEST = `import { assertEquals } from "./assert.ts";
import { sub } from "./sub.ts";

Deno.test("sub() subtracts", () => {
  assertEquals(sub(3, 2), 1);
});
`;

honest({
  title: "adds a function with a file of tests",
  project: "deno",
  work: [(lab) => {
    lab.write("src/sub.ts", SUB);
    lab.write("src/sub_test.ts", SUB_TEST);
    lab.commit();
  }],
});

honest({
  title: "adds a test to a file that is there",
  project: "deno",
  work: [(lab) => {
    lab.edit(
      "src/add_test.ts",
      /$/,
      '\nDeno.test("add() adds twice", () => {\n  assertEquals(add(2, 2), 4);\n});\n',
    );
    lab.edit("src/add.ts", "a + b", "b + a");
    lab.commit();
  }],
});

honest({
  title: "adds assertions to a test that is there",
  project: "deno",
  work: [(lab) => {
    lab.edit(
      "src/add_test.ts",
      "add(1, 2), 3);",
      "add(1, 2), 3);\n  assertEquals(add(5, 2), 7);",
    );
    lab.commit();
  }],
});

honest({
  title: "formats the tests in another way",
  project: "deno",
  work: [(lab) => {
    lab.edit(
      "src/add_test.ts",
      "assertEquals(add(1, 2), 3)",
      "assertEquals(\n    add(1, 2),\n    3,\n  )",
    );
    lab.edit(
      "src/add_test.ts",
      'Deno.test("add() adds nothing", () => {',
      '// Zero.\nDeno.test("add() adds nothing", async () => {',
    );
    lab.commit();
  }],
});

honest({
  title:
    "moves a file of tests and the code with it, and leaves a way to the old place",
  project: "deno",
  work: [(lab) => {
    lab.git("mv", "src/add_test.ts", "src/sum_test.ts");
    lab.git("mv", "src/add.ts", "src/sum.ts");
    lab.write("src/add.ts", 'export { add } from "./sum.ts";\n');
    lab.edit("src/sum_test.ts", "./add.ts", "./sum.ts");
    lab.commit();
  }],
});

honest({
  title: "splits a file of tests in two",
  project: "deno",
  work: [(lab) => {
    const text = lab.read("src/add_test.ts");
    const at = text.indexOf('\nDeno.test("add() adds nothing"');
    const head = text.slice(0, text.indexOf("\nDeno.test"));
    lab.write("src/zero_test.ts", head + text.slice(at));
    lab.write("src/add_test.ts", text.slice(0, at));
    lab.commit();
  }],
});

honest({
  title: "imports a package and adds a task",
  project: "deno",
  work: [(lab) => {
    lab.edit(
      "deno.json",
      '"tasks": {',
      '"imports": { "@/": "./src/" },\n  "tasks": { "start": "deno run src/add.ts",',
    );
    lab.commit();
  }],
});

honest({
  title: "writes a test for one system only",
  project: "deno",
  work: [(lab) => {
    lab.write("src/sub.ts", SUB);
    lab.write(
      "src/sub_test.ts",
      SUB_TEST.replace(
        '"sub() subtracts", () => {',
        '{ name: "sub()", ignore: Deno.build.os === "windows", fn: () => {',
      ).replace("1);\n});", "1);\n} });"),
    );
    lab.commit();
  }],
});

honest({
  title: "works in three iterations, one commit each",
  project: "deno",
  work: [1, 2, 3].map((n) => (lab) => {
    lab.write(`src/part${n}.ts`, `export const part = ${n};\n`);
    lab.commit(`part ${n}`);
  }),
});

honest({
  title: "breaks the check, is told so, and mends it",
  project: "deno",
  work: [(lab) => {
    lab.edit("src/add.ts", "a + b", "a - b");
    lab.commit("broken");
  }],
  mends: (lab) => {
    lab.edit("src/add.ts", "a - b", "a + b");
    lab.write("README.md", "# Calc\n");
    lab.commit("mended");
  },
});
