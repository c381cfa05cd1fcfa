/**
 * Finds a setting in the places where it may be written, the most telling one first.
 *
 * @module
 */

import { basename } from "@std/path";
import { describeProblem, type Problem } from "./config.ts";
import type { EnvFile } from "./env_file.ts";
import { problemWith } from "./found.ts";
import type { Found } from "./found.ts";
import type { Environment } from "./locations.ts";
import type { ProjectFile } from "./project_file.ts";
import type { UserFile } from "./user_file.ts";
import { type Read, readSeconds, readText } from "./values.ts";
import type { Variable } from "./variables.ts";

/** Values of flags as typed. */
export interface ConfigFlags {
  /** One name, or several with commas between them. */
  readonly provider?: string | undefined;
  /** Seconds. */
  readonly timeout?: string | undefined;
  readonly workflow?: string | undefined;
  readonly maxIterations?: string | undefined;
  readonly maxHours?: string | undefined;
  readonly maxUsd?: string | undefined;
}

/** Everything that was read. */
export interface Layers {
  readonly flags: ConfigFlags;
  readonly environment: Environment;
  readonly envFile: (EnvFile & { readonly path: string }) | null;
  readonly project: ProjectFile & { readonly path: string };
  readonly user: UserFile | null;
}

/** The names of one setting in each place; left out where it cannot be written. */
export interface Setting {
  readonly flag?: keyof ConfigFlags;
  /** In the environment, then in the person's `.env`. */
  readonly variable?: Variable | undefined;
  /** Key of the `.samocode` file. */
  readonly project?: string;
  /** Path in `config.yaml`. */
  readonly user?: string;
}

/** Takes settings out of layers, and collects problems and sources on the way. */
export class Settings {
  /** Everything that is wrong so far. */
  readonly problems: Problem[] = [];
  /** Whole lines for a person. */
  readonly warnings: string[] = [];
  /** Where each value came from, by name. */
  readonly sources: Record<string, string> = {};
  /** Each value as a person would write it, by name; secrets are in it. */
  readonly values: Record<string, string> = {};
  readonly #layers: Layers;

  /** Takes what was read. */
  constructor(layers: Layers) {
    this.#layers = layers;
  }

  /**
   * Reads a setting, or returns `fallback` when it is written nowhere.
   *
   * A wrong value is a problem even where another place overrides it.
   *
   * @param name Key in {@linkcode Settings.sources}.
   */
  take<T, D>(
    name: string,
    { setting, read, fallback }: {
      readonly setting: Setting;
      readonly read: (text: string, found: Found) => Read<T>;
      readonly fallback: D;
    },
  ): T | D {
    const all = this.#find(setting);
    const results = all.map((found) => {
      const result = read(found.value, found);
      if (result.kind === "wrong") this.problem(found, result.text);
      return result;
    });
    this.sources[name] = all[0] ? this.#place(all[0]) : "default";
    this.values[name] = all[0]?.value ??
      written(
        Object.is(read, readSeconds) ? Number(fallback) / 1000 : fallback,
      );
    return results[0]?.kind === "value" ? results[0].value : fallback;
  }

  /** Adds a problem with a written value, once; `text` goes on after its name. */
  problem(found: Found, text: string): void {
    const problem = problemWith(found, text);
    const words = describeProblem(problem);
    // A flag that counts for several providers is read for each of them.
    if (!this.problems.some((other) => describeProblem(other) === words)) {
      this.problems.push(problem);
    }
  }

  /** Reads a setting that may be any text; `null` when it is written nowhere. */
  text(name: string, setting: Setting): string | null {
    return this.take(name, { setting, read: readText, fallback: null });
  }

  /** Everywhere a setting is written, the first one wins; empty values count as not written. */
  #find({ flag, variable, project, user }: Setting): readonly Found[] {
    const { flags, environment, envFile } = this.#layers;
    const found: Found[] = [];
    const add = (value: string | undefined, at: Omit<Found, "value">) => {
      if (value !== undefined && value.trim() !== "") {
        found.push({ ...at, value: value.trim() });
      }
    };
    if (flag !== undefined) {
      add(flags[flag], { name: flagName(flag), where: "command line" });
    }
    if (variable !== undefined) {
      const name = variable;
      add(environment[name], { name, where: "environment" });
      const entry = envFile?.entries.get(name);
      add(entry?.value, {
        name,
        where: envFile?.path ?? "",
        line: entry?.line,
      });
    }
    if (project !== undefined) {
      const entry = this.#layers.project.entries.get(project);
      const where = this.#layers.project.path;
      add(entry?.value, { name: project, where, line: entry?.line });
    }
    const own = user === undefined
      ? undefined
      : this.#layers.user?.settings.get(user);
    if (own) found.push(own);
    return found;
  }

  /** The project's file is near and known by its name; others are shown with their folder. */
  #place({ where, line }: Found): string {
    const file = where === this.#layers.project.path ? basename(where) : where;
    return line === undefined ? file : `${file}:${line}`;
  }
}

/** A default as a person would write it. */
function written(value: unknown): string {
  if (Array.isArray(value)) return value.join(",");
  if (typeof value === "boolean") return value ? "1" : "0";
  return value === null || value === undefined ? "none" : String(value);
}

/** `maxIterations` → `--max-iterations`. */
function flagName(flag: string): string {
  return `--${flag.replaceAll(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}`;
}
