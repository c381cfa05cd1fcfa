import { assertEquals } from "@std/assert";
import {
  absolutePath,
  configFolder,
  homeFolder,
  stateFolder,
} from "../../lib/config/locations.ts";

Deno.test("configFolder() and stateFolder() honour absolute XDG folders only", () => {
  const HOME = "/h";
  assertEquals(configFolder({ HOME: "/h/" }), "/h/.config/samocode");
  assertEquals(stateFolder({ HOME }), "/h/.local/state/samocode");
  assertEquals(configFolder({ HOME, XDG_CONFIG_HOME: "/x" }), "/x/samocode");
  assertEquals(stateFolder({ HOME, XDG_STATE_HOME: "/x" }), "/x/samocode");
  assertEquals(
    configFolder({ HOME, XDG_CONFIG_HOME: "x" }),
    "/h/.config/samocode",
  );
  assertEquals(configFolder({}), null);
});

Deno.test("homeFolder() is empty without an absolute HOME", () => {
  assertEquals([homeFolder({}), homeFolder({ HOME: "x" })], ["", ""]);
});

Deno.test("absolutePath() expands the home folder only at the front and only where there is one", () => {
  const at = { base: "/b", home: "/h" };
  assertEquals(absolutePath("~", at), "/h");
  assertEquals(absolutePath("~ann/x", at), "/b/~ann/x");
  assertEquals(absolutePath("x/~", at), "/b/x/~");
  assertEquals(absolutePath("~/x", { base: "/b", home: "" }), "/b/~/x");
});
