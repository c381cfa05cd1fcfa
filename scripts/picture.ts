/**
 * Draws what a terminal shows as an SVG picture: `deno task picture` writes `docs/demo.svg` from a real demo.
 *
 * @module
 */

const LINE = 18;
const CHAR = 8.2;
const PAD = 16;
const BAR = 34;
const COLUMNS = 100;

/** Draws lines of text as a terminal window; lines that begin with `$ ` are what a person typed. */
function terminalPicture(
  lines: readonly string[],
  { title }: { readonly title: string },
): string {
  const width = Math.round(COLUMNS * CHAR + 2 * PAD);
  const shown = lines.flatMap((line) =>
    broken(line).map((text) => ({ text, style: styleOf(line) }))
  );
  const height = BAR + shown.length * LINE + PAD;
  const rows = shown.map(({ text, style }, at) => {
    const y = BAR + (at + 1) * LINE - 4;
    return `<text x="${PAD}" y="${y}" class="${style}" xml:space="preserve">${
      escape(text)
    }</text>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${
      escape(title)
    }">`,
    "<style>text{font:13.6px ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace;white-space:pre;fill:#c9d1d9}.typed{fill:#7ee787;font-weight:600}.step{fill:#79c0ff}.good{fill:#7ee787}.wait{fill:#e3b341}.dim{fill:#8b949e}</style>",
    `<rect width="${width}" height="${height}" rx="8" fill="#0d1117"/>`,
    `<rect width="${width}" height="${BAR - 8}" rx="8" fill="#161b22"/>`,
    ...["#ff5f57", "#febc2e", "#28c840"].map((color, at) =>
      `<circle cx="${PAD + 6 + at * 20}" cy="13" r="6" fill="${color}"/>`
    ),
    `<text x="${width / 2}" y="18" text-anchor="middle" class="dim">${
      escape(title)
    }</text>`,
    ...rows,
    "</svg>",
    "",
  ].join("\n");
}

/** What does not fit goes on in the next line, as on a terminal, but between words. */
function broken(line: string): readonly string[] {
  if (line.length <= COLUMNS) return [line];
  const at = line.lastIndexOf(" ", COLUMNS);
  return at <= 0
    ? [line.slice(0, COLUMNS), ...broken(line.slice(COLUMNS))]
    : [line.slice(0, at), ...broken(line.slice(at + 1))];
}

function styleOf(line: string): string {
  if (line.startsWith("$ ")) return "typed";
  if (line.startsWith("Iteration ")) return "step";
  if (/^(Done|Check .*green|samocode: done)/.test(line)) return "good";
  if (/^(Waits for|waiting)/.test(line)) return "wait";
  return /^ {2,}/.test(line) ? "dim" : "plain";
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

/** Plays the demo and returns what it showed, without the paths of this machine. */
async function demoLines(): Promise<readonly string[]> {
  const home = await Deno.makeTempDir({ prefix: "samocode-picture-" });
  const { stderr, stdout, success } = await new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "-A",
      new URL("../main.ts", import.meta.url).pathname,
      "demo",
      home,
    ],
    env: { NO_COLOR: "1" },
  }).output();
  await Deno.remove(home, { recursive: true });
  if (!success) throw new Error("the demo failed");
  const decoder = new TextDecoder();
  const text = `$ samocode demo\n${decoder.decode(stderr)}${
    decoder.decode(stdout)
  }`;
  return text.replaceAll(home, "~/demo").trimEnd().split("\n");
}

if (import.meta.main) {
  const path = new URL("../docs/demo.svg", import.meta.url);
  await Deno.writeTextFile(
    path,
    terminalPicture(await demoLines(), { title: "samocode demo" }),
  );
}
