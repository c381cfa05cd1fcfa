/**
 * Runs the tests and closes with the plain line `N passed, N failed`, which any reader of a log knows.
 *
 * @module
 */

const child = new Deno.Command(Deno.execPath(), {
  args: ["test", "-A", "--doc", "--parallel", ...Deno.args],
  env: { NO_COLOR: "1" },
  stdout: "piped",
  stderr: "inherit",
}).spawn();
const decoder = new TextDecoder();
let tail = "";
for await (const chunk of child.stdout) {
  Deno.stdout.writeSync(chunk);
  tail = (tail + decoder.decode(chunk, { stream: true })).slice(-8192);
}
const { code } = await child.status;
const summary = [
  ...tail.matchAll(
    /\| (\d+) passed[^|\n]*\| (\d+) failed(?:[^\n]*?\| (\d+) ignored)?/g,
  ),
].at(-1);
const [, passed = "0", failed = "0", ignored] = summary ?? [];
if (ignored !== undefined) console.log(`${ignored} skipped`);
console.log(`${passed} passed, ${failed} failed`);
const nothing = Number(passed) === 0 && ignored === undefined;
Deno.exit(code || (nothing ? 5 : 0));
