import { assertEquals } from "@std/assert";
import {
  keepApprovedPlan,
  readApprovedPlan,
} from "../../lib/session/approved_plan.ts";
import { sessionPaths } from "../../lib/session/paths.ts";
import { sha256 } from "../../lib/system/files.ts";
import { planFingerprintText } from "../../lib/workflow/plan.ts";

const TEXT = "# Plan\r\n- [x] one\n- [ ] two\n";

async function inFolder(
  test: (
    paths: ReturnType<typeof sessionPaths>,
    hash: string,
  ) => Promise<void>,
): Promise<void> {
  const folder = Deno.realPathSync(Deno.makeTempDirSync());
  try {
    const hash = await sha256(planFingerprintText(TEXT));
    await test(sessionPaths(folder), hash);
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
}

Deno.test("readApprovedPlan() gives back the text that was kept", () =>
  inFolder(async (paths, hash) => {
    assertEquals(await readApprovedPlan(paths, hash), null);
    await keepApprovedPlan(paths, { text: TEXT, hash });
    await keepApprovedPlan(paths, { text: TEXT, hash });
    assertEquals(await readApprovedPlan(paths, hash), TEXT);
    const names = [...Deno.readDirSync(paths.logs)].map(({ name }) => name);
    assertEquals(names, [`approved-${hash.slice(0, 8)}.md`]);
  }));

Deno.test("readApprovedPlan() believes no text that was changed", () =>
  inFolder(async (paths, hash) => {
    await keepApprovedPlan(paths, { text: TEXT, hash });
    const path = `${paths.logs}/approved-${hash.slice(0, 8)}.md`;
    Deno.writeTextFileSync(path, "# Another plan\n");
    assertEquals(await readApprovedPlan(paths, hash), null);
  }));

Deno.test("keepApprovedPlan() writes over what somebody laid there before", () =>
  inFolder(async (paths, hash) => {
    Deno.mkdirSync(paths.logs);
    const path = `${paths.logs}/approved-${hash.slice(0, 8)}.md`;
    Deno.writeTextFileSync(path, "# Another plan\n");
    await keepApprovedPlan(paths, { text: TEXT, hash });
    assertEquals(await readApprovedPlan(paths, hash), TEXT);
  }));
