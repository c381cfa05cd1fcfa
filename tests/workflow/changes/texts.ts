/**
 * Small files of tests to change.
 *
 * @module
 */

/** For Deno. */
export const js = `import { assertEquals } from "@std/assert";
import { add } from "./add.ts";

Deno.test("add() adds", () => {
  assertEquals(add(1, 2), 3);
});

Deno.test("add() adds nothing", () => {
  assertEquals(add(1, 0), 1);
});
`;

/** For unittest and pytest. */
export const python = `import unittest
from calc import add

class AddTest(unittest.TestCase):
    def test_adds(self):
        self.assertEqual(add(1, 2), 3)

def test_plain():
    assert add(2, 2) == 4
`;

/** A script. */
export const shell = `#!/bin/sh
set -e
out=$(./greet World)
[ "$out" = "Hello World" ]
./greet | grep -q Hello
echo ok
`;
