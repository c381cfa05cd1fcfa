/**
 * Listens for interrupts and prints what it hears; ends when it is forced. With `close` as argument it stops listening at the first one.
 *
 * @module
 */

import { listenForInterrupts } from "../../lib/system/interrupt.ts";

const interrupts = listenForInterrupts((by) => console.log(`told ${by}`));
interrupts.stop.addEventListener("abort", () => {
  console.log(`stop, current ${interrupts.current()}`);
  if (Deno.args[0] === "close") interrupts.close();
});
interrupts.force.addEventListener("abort", () => {
  console.log("force");
  Deno.exit(0);
});
console.log("ready");
setTimeout(() => {}, 60_000);
