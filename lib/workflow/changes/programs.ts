/**
 * Which word of a command is its program, and which programs only look.
 *
 * @module
 */

import type { Words } from "./commands.ts";

/** Programs that only look at the files they are given: those are the work, not the check. */
export const LOOKERS =
  /^(eslint|prettier|biome|oxlint|stylelint|ruff|flake8|mypy|pyright|pylint|black|isort|bandit|tsc|shellcheck|shfmt|gofmt|golint|staticcheck|rustfmt|clippy|ktlint|checkstyle|yamllint|markdownlint|hadolint|test|\[|\[\[|ls|cat|head|tail|wc|grep|rg|egrep|find|stat|echo|printf|mkdir|rm|cp|mv|touch|git|export|set|docker)$/;

/** Programs that run the script they are given. */
export const SHELLS = /^(sh|bash|dash|zsh|ksh)$/;
/** Flags whose value says how to look. */
export const CONFIG_FLAG =
  /^(-c|-C|-p|--(config|rcfile|project|config-file|settings))$/;
/** Subcommands of npm and its like that are no scripts. */
export const NPM_OWN =
  /^(install|i|ci|add|exec|dlx|x|audit|publish|pack|version|link|why|outdated|ls|create|init)$/;

/** What stands before the program proper. */
const WRAPPERS =
  /^(env|time|nice|exec|command|sudo|xvfb-run|npx|bunx|!|then|do|else|if|while|until)$/;

const RUNNERS = /^(pnpm|yarn|npm|uv|poetry|pipenv|hatch|pdm|bundle|rye)$/;
/** The program with its words, without what only sets its surroundings. */
export function unwrapped(words: Words): Words {
  const [first, second, third] = words;
  if (first === undefined) return words;
  if (/^\w+=/.test(first) || WRAPPERS.test(first)) {
    return unwrapped(words.slice(1));
  }
  if (first === "timeout") {
    return unwrapped(
      words.slice(1 + words.slice(1).findIndex((word) => /^\d/.test(word)) + 1),
    );
  }
  if (
    RUNNERS.test(first) && /^(run|exec|dlx)$/.test(second ?? "") &&
    third !== undefined
  ) {
    return /^(npm|pnpm|yarn)$/.test(first) && second === "run"
      ? words
      : unwrapped(words.slice(2));
  }
  return words;
}
