import { assert, assertEquals } from "@std/assert";
import { diskKind, isShared } from "../../lib/system/disk_kind.ts";

Deno.test("isShared() tells disks that several machines use", () => {
  for (const kind of ["nfs4", "cifs", "smb3", "fuse.sshfs"]) {
    assert(isShared(kind), kind);
  }
  for (const kind of ["ext4", "btrfs", "overlay", "tmpfs", "fuseblk"]) {
    assert(!isShared(kind), kind);
  }
});

Deno.test({
  name:
    "diskKind() names the file system, and knows nothing of a path that is not there",
  ignore: Deno.build.os !== "linux",
  fn: async () => {
    assertEquals(await diskKind("/proc"), "proc");
    assertEquals(await diskKind("/nowhere/at/all"), null);
  },
});
