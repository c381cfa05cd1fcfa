import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { fromFileUrl, join } from "@std/path";
import { pack, tarballName, TARGETS, writeSums } from "../scripts/pack.ts";

const installer = fromFileUrl(new URL("../install.sh", import.meta.url));
const PROGRAM = '#!/bin/sh\necho "samocode 9.9.9"\n';

interface Place {
  /** Holds the files of release 9.9.9. */
  readonly release: string;
  readonly home: string;
  /** The installed program. */
  readonly installed: string;
  install(options?: InstallOptions): Promise<{ code: number; err: string }>;
}

interface InstallOptions {
  readonly args?: readonly string[];
  /** What `uname` tells: system and machine. */
  readonly uname?: readonly [system: string, machine: string];
  readonly path?: string;
  /** Text of the installer. */
  readonly script?: string;
}

/** A person's home and a page of releases, served on this machine. */
async function withRelease(test: (place: Place) => Promise<void>) {
  const folder = await Deno.makeTempDir();
  const release = join(folder, "release");
  const home = join(folder, "home");
  const tools = join(folder, "tools");
  for (const path of [release, home, tools, join(folder, "tmp")]) {
    await Deno.mkdir(path);
  }
  await makeRelease(release, PROGRAM);
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {} },
    (request) => serve(release, new URL(request.url).pathname),
  );
  const downloads = `http://127.0.0.1:${server.addr.port}/releases`;

  async function install(options: InstallOptions = {}) {
    const [system, machine] = options.uname ?? ["Linux", "x86_64"];
    await write(
      join(tools, "uname"),
      `#!/bin/sh\n[ "$1" = -m ] && echo ${machine} || echo ${system}\n`,
    );
    const script = options.script ?? await Deno.readTextFile(installer);
    const { code, stderr } = await new Deno.Command("/bin/sh", {
      args: ["-c", script, "install.sh", ...options.args ?? []],
      clearEnv: true,
      env: {
        HOME: home,
        PATH: `${tools}:${options.path ?? "/usr/bin:/bin"}`,
        SAMOCODE_DOWNLOADS: downloads,
        TMPDIR: join(folder, "tmp"),
      },
      stdin: "null",
      stdout: "null",
    }).output();
    assertEquals([...Deno.readDirSync(join(folder, "tmp"))], []);
    return { code, err: new TextDecoder().decode(stderr) };
  }

  try {
    const installed = join(home, ".local/bin/samocode");
    await test({ release, home, installed, install });
  } finally {
    await server.shutdown();
    await Deno.remove(folder, { recursive: true });
  }
}

async function makeRelease(folder: string, program: string): Promise<void> {
  const file = join(folder, "samocode");
  await write(file, program);
  const names = TARGETS.map((target) => tarballName("9.9.9", target));
  for (const name of names) await pack(join(folder, name), [file]);
  await writeSums(folder, names);
}

async function serve(release: string, path: string): Promise<Response> {
  const name = /^\/releases\/(?:latest\/download|download\/v9\.9\.9)\/(.+)$/
    .exec(path)?.[1];
  try {
    if (name !== undefined) {
      return new Response(await Deno.readFile(join(release, name)));
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  return new Response("none", { status: 404 });
}

async function write(path: string, text: string): Promise<void> {
  await Deno.writeTextFile(path, text);
  await Deno.chmod(path, 0o755);
}

async function isThere(path: string): Promise<boolean> {
  try {
    await Deno.lstat(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

Deno.test("install.sh installs the newest release and tells about PATH", () =>
  withRelease(async ({ installed, install, home }) => {
    const { code, err } = await install();
    assertEquals(code, 0, err);
    const { stdout } = await new Deno.Command(installed).output();
    assertEquals(new TextDecoder().decode(stdout), "samocode 9.9.9\n");
    assertStringIncludes(err, `"${home}/.local/bin" is not on your PATH`);
    assertStringIncludes(err, 'export PATH="$HOME/.local/bin:$PATH"');
    const names = [...Deno.readDirSync(join(home, ".local/bin"))];
    assertEquals(names.map(({ name }) => name), ["samocode"]);
  }));

Deno.test("install.sh replaces an older program, and is silent about a PATH that is right", () =>
  withRelease(async ({ installed, install, home }) => {
    await Deno.mkdir(join(home, ".local/bin"), { recursive: true });
    await write(installed, "#!/bin/sh\necho old\n");
    const path = `/usr/bin:/bin:${home}/.local/bin`;
    const { code, err } = await install({ args: ["v9.9.9"], path });
    assertEquals(code, 0, err);
    assertEquals(await Deno.readTextFile(installed), PROGRAM);
    assertStringIncludes(err, "Next: samocode demo");
    assert(!err.includes("is not on your PATH"), err);
  }));

Deno.test("install.sh takes the release of the system and machine", () =>
  withRelease(async ({ install }) => {
    const expected = {
      "x86_64-unknown-linux-gnu": ["Linux", "amd64"],
      "aarch64-unknown-linux-gnu": ["Linux", "aarch64"],
      "x86_64-apple-darwin": ["Darwin", "x86_64"],
      "aarch64-apple-darwin": ["Darwin", "arm64"],
    } as const;
    for (const target of TARGETS) {
      const { code, err } = await install({ uname: expected[target] });
      assertEquals(code, 0, err);
      assertStringIncludes(err, `samocode 9.9.9 for ${target}\n`);
    }
  }));

Deno.test("install.sh installs nothing when the checksum is another one", () =>
  withRelease(async ({ release, installed, install }) => {
    const name = tarballName("9.9.9", "x86_64-unknown-linux-gnu");
    await write(join(release, "samocode"), "#!/bin/sh\necho evil\n");
    await pack(join(release, name), [join(release, "samocode")]);
    const { code, err } = await install();
    assertEquals(code, 1);
    assertStringIncludes(err, `the checksum of ${name} is not the one`);
    assertEquals(await isThere(installed), false);
    const untouched = await install({ uname: ["Darwin", "arm64"] });
    assertEquals(untouched.code, 0, untouched.err);
  }));

Deno.test("install.sh keeps the older program when the new one does not start", () =>
  withRelease(async ({ release, home, installed, install }) => {
    await Deno.mkdir(join(home, ".local/bin"), { recursive: true });
    await write(installed, "old");
    await makeRelease(release, "#!/nowhere/interpreter\n");
    const { code, err } = await install();
    assertEquals(code, 1);
    assertStringIncludes(err, "the program does not start on this system");
    assertEquals(await Deno.readTextFile(installed), "old");
  }));

Deno.test({
  name: "install.sh downloads with wget where there is no curl",
  ignore: !await isThere("/usr/bin/wget"),
  fn: () =>
    withRelease(async ({ home, installed, install }) => {
      const path = join(home, "bin");
      await Deno.mkdir(path);
      const tools =
        "chmod cp cut grep gzip head mkdir mktemp mv rm sha256sum tar wget"
          .split(" ");
      for (const tool of tools) {
        const folder = await isThere(`/usr/bin/${tool}`) ? "/usr/bin" : "/bin";
        await Deno.symlink(join(folder, tool), join(path, tool));
      }
      const { code, err } = await install({ path });
      assertEquals(code, 0, err);
      assertEquals(await Deno.readTextFile(installed), PROGRAM);
    }),
});

Deno.test("install.sh refuses Windows with a word about WSL, and systems without a release", () =>
  withRelease(async ({ installed, install }) => {
    for (const system of ["MINGW64_NT-10.0-22631", "CYGWIN_NT-10.0"]) {
      const { code, err } = await install({ uname: [system, "x86_64"] });
      assertEquals(code, 1);
      assertStringIncludes(err, "inside WSL");
    }
    for (const uname of [["FreeBSD", "amd64"], ["Linux", "riscv64"]] as const) {
      const { code, err } = await install({ uname });
      assertEquals(code, 1);
      assertStringIncludes(err, "Cannot install: there is no release for the");
    }
    assertEquals(await isThere(installed), false);
  }));

Deno.test("install.sh tells which release is not there", () =>
  withRelease(async ({ release, install }) => {
    const gone = await install({ args: ["1.0.0"] });
    assertEquals(gone.code, 1);
    assertStringIncludes(gone.err, "/releases/download/v1.0.0/SHA256SUMS");
    await writeSums(release, [tarballName("9.9.9", "x86_64-apple-darwin")]);
    const { code, err } = await install();
    assertEquals(code, 1);
    assertStringIncludes(err, "has nothing for x86_64-unknown-linux-gnu");
  }));

Deno.test("install.sh does nothing when only a part of it arrived", () =>
  withRelease(async ({ installed, install }) => {
    const whole = await Deno.readTextFile(installer);
    for (const part of [0.3, 0.6, 0.95]) {
      const script = whole.slice(0, whole.length * part);
      await install({ script });
      assertEquals(await isThere(installed), false);
    }
  }));
