import { assertEquals } from "@std/assert";
import { propose } from "../../lib/config/proposal.ts";

function lines(files: Record<string, string>): readonly string[] {
  return propose(files).map(({ key, command }) => `${key}=${command}`);
}

Deno.test("propose() proposes nothing for a folder it does not know", () => {
  assertEquals(lines({}), []);
  assertEquals(lines({ Makefile: "all:\n\techo\n" }), []);
});

Deno.test("propose() takes scripts that check, run by the manager whose lock file is there", () => {
  const scripts = {
    test: "vitest",
    lint: "eslint .",
    dev: "vite",
    typecheck: "tsc",
  };
  const json = JSON.stringify({ scripts });
  assertEquals(lines({ "package.json": json, "pnpm-lock.yaml": "" }), [
    "CHECK_TEST=pnpm run test",
    "CHECK_LINT=pnpm run lint",
    "CHECK_TYPECHECK=pnpm run typecheck",
    "SETUP=pnpm install --frozen-lockfile",
  ]);
  assertEquals(lines({ "package.json": json })[0], "CHECK_TEST=npm test");
  assertEquals(
    lines({ "package.json": json, "bun.lock": "" })[0],
    "CHECK_TEST=bun run test",
  );
});

Deno.test("propose() leaves out the test of an empty npm project", () => {
  const test = 'echo "Error: no test specified" && exit 1';
  assertEquals(
    lines({ "package.json": JSON.stringify({ scripts: { test } }) }),
    [],
  );
});

Deno.test("propose() passes over text that is no JSON or of another shape", () => {
  for (const text of ["{", "null", "[]", '{"scripts": 5}', ""]) {
    assertEquals(lines({ "package.json": text }), [], text);
  }
});

Deno.test("propose() prefers a task of deno.json over the plain command", () => {
  const text = '{\n  // tasks\n  "tasks": { "test": "deno test -A" }\n}';
  assertEquals(lines({ "deno.jsonc": text }), [
    "CHECK_TEST=deno task test",
    "CHECK_LINT=deno lint",
  ]);
});

Deno.test("propose() finds the tools of pyproject.toml", () => {
  const text = '[dependency-groups]\ndev = ["pytest", "ruff", "mypy"]\n';
  assertEquals(lines({ "pyproject.toml": text, "uv.lock": "" }), [
    "CHECK_TEST=uv run pytest",
    "CHECK_LINT=uv run ruff check .",
    "CHECK_TYPECHECK=uv run mypy .",
    "SETUP=uv sync",
  ]);
  assertEquals(lines({ "pyproject.toml": "" }), []);
});

Deno.test("propose() keeps one line of a key where several tools are in use", () => {
  const files = {
    "Cargo.toml": "",
    "go.mod": "",
    Makefile: "test: all\ncheck:\nlint := x\n",
  };
  assertEquals(lines(files), [
    "CHECK_TEST=cargo test",
    "CHECK_LINT=cargo clippy -- -D warnings",
    "CHECK_CHECK=make check",
  ]);
});
