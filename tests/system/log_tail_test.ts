import { assertEquals, assertThrows } from "@std/assert";
import { UserError } from "../../lib/errors.ts";
import { type LogTail, openLogTail } from "../../lib/system/log_tail.ts";

/** Plays with a log that does not exist yet and its reader, who wants everything. */
function play(
  act: (scene: {
    readonly path: string;
    readonly tail: LogTail;
    readonly lines: string[];
    write(text: string | Uint8Array): void;
  }) => void,
): void {
  const folder = Deno.makeTempDirSync({ prefix: "samocode-test-" });
  const path = `${folder}/log`;
  const lines: string[] = [];
  const tail = openLogTail(path, {
    wants: () => true,
    onLine: (line) => lines.push(line),
  });
  try {
    act({
      path,
      tail,
      lines,
      write(text) {
        const bytes = typeof text === "string"
          ? new TextEncoder().encode(text)
          : text;
        Deno.writeFileSync(path, bytes, { append: true });
      },
    });
  } finally {
    tail.close();
    Deno.removeSync(folder, { recursive: true });
  }
}

Deno.test("openLogTail() waits for a log that is not there yet", () =>
  play(({ tail, lines, write }) => {
    assertEquals(tail.read(), { dry: true, bytes: 0 });
    assertEquals(tail.size(), 0);
    write("a\n");
    assertEquals(tail.read(), { dry: true, bytes: 2 });
    assertEquals(lines, ["a"]);
  }));

Deno.test("tail.read() goes on where it was, in the middle of a line, too", () =>
  play(({ tail, lines, write }) => {
    write("one\ntw");
    tail.read();
    assertEquals(lines, ["one"]);
    write("o\nthree");
    tail.read();
    assertEquals(lines, ["one", "two"]);
    assertEquals([tail.bytes, tail.size()], [13, 13]);
  }));

Deno.test("tail.read() takes at most 4 MiB a turn", () =>
  play(({ tail, write }) => {
    write(new Uint8Array(5 << 20));
    assertEquals(tail.read(), { dry: false, bytes: 4 << 20 });
    assertEquals(tail.read(), { dry: true, bytes: 1 << 20 });
  }));

Deno.test("tail.finish() reads to the end and gives a last line without a newline", () =>
  play(({ tail, lines, write }) => {
    write(`${"x".repeat(10 << 20)}\nlast`);
    tail.finish();
    assertEquals(lines.map((line) => line.length), [10 << 20, 4]);
    assertEquals(tail.bytes, (10 << 20) + 5);
    tail.finish();
    assertEquals(lines.length, 2);
  }));

Deno.test("tail.finish() without a log does nothing", () =>
  play(({ tail, lines }) => {
    tail.finish();
    assertEquals(lines, []);
  }));

Deno.test("tail.read() starts over when somebody cut the log short", () =>
  play(({ tail, lines, write, path }) => {
    write("a long first line\nhalf");
    tail.read();
    Deno.truncateSync(path);
    write("new\n");
    tail.read();
    assertEquals(lines, ["a long first line", "new"]);
  }));

Deno.test("openLogTail() reads no pipe that somebody laid", () =>
  play(({ tail, path }) => {
    new Deno.Command("mkfifo", { args: [path] }).outputSync();
    assertThrows(() => tail.read(), UserError, "no regular file");
  }));

Deno.test("openLogTail() begins at a line near the end and tells what it left out", () => {
  const folder = Deno.makeTempDirSync({ prefix: "samocode-test-" });
  const path = `${folder}/log`;
  const read = (lastBytes: number) => {
    const lines: string[] = [];
    const reader = {
      wants: () => true,
      onLine: (line: string) => void lines.push(line),
    };
    const tail = openLogTail(path, reader, { lastBytes });
    tail.finish();
    const { skipped } = tail;
    tail.close();
    return { skipped, lines };
  };
  try {
    Deno.writeTextFileSync(path, `one\ntwo\n${"x".repeat(600_000)}\nlast`);
    assertEquals(read(4), { skipped: 600_009, lines: ["last"] });
    assertEquals(read(5), { skipped: 600_009, lines: ["last"] });
    assertEquals(read(600_004), { skipped: 600_009, lines: ["last"] });
    assertEquals(read(600_009).skipped, 4);
    assertEquals(read(600_013), {
      skipped: 0,
      lines: ["one", "two", "x".repeat(600_000), "last"],
    });
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
});
