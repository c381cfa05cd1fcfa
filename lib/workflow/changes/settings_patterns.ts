/**
 * Which files, members, sections and lines are settings of linters, type checkers, tests, coverage and CI.
 *
 * @module
 */

/** Files that say what CI does. */
export const CI =
  /^(\.github\/(workflows|actions)\/.+|\.gitlab-ci\.yml|\.gitlab\/ci\/.+|\.circleci\/.+|\.travis\.yml|azure-pipelines\.ya?ml|bitbucket-pipelines\.yml|Jenkinsfile|\.buildkite\/.+|\.drone\.yml|\.woodpecker(\/.+|\.ya?ml))$/;

/** Files that are settings as a whole, by their name. */
export const WHOLE =
  /^(\.eslintrc(\..+)?|\.eslintignore|eslint\.config\..+|biome\.jsonc?|\.oxlintrc\.json|\.stylelintrc(\..+)?|\.prettierrc(\..+)?|\.prettierignore|prettier\.config\..+|\.?ruff\.toml|\.flake8|\.?pylintrc|\.?mypy\.ini|pyrightconfig\.json|tox\.ini|pytest\.ini|noxfile\.py|\.coveragerc|\.?codecov\.ya?ml|tsconfig(\..+)?\.json|jest\.config\..+|vitest\.(config|workspace)\..+|playwright\.config\..+|cypress\.config\..+|karma\.conf\..+|\.mocharc(\..+)?|\.nycrc(\..+)?|\.c8rc(\..+)?|ava\.config\..+|\.golangci\.(ya?ml|toml|json)|\.?clippy\.toml|\.?rustfmt\.toml|tarpaulin\.toml|checkstyle.*\.xml|detekt.*\.yml|\.shellcheckrc|\.pre-commit-config\.yaml|lefthook\.ya?ml|\.samocode)$/;
/** Files that are run before commits. */
export const HOOKS = /^\.husky\//;

/** Members that are settings, by the name of the file. */
export const MEMBERS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^package\.json$/, [
    "jest",
    "vitest",
    "mocha",
    "ava",
    "nyc",
    "c8",
    "tap",
    "xo",
    "eslintConfig",
    "eslintIgnore",
    "stylelint",
    "prettier",
    "lint-staged",
    "husky",
  ]],
  [/^deno\.jsonc?$/, ["lint", "fmt", "test", "compilerOptions", "exclude"]],
];

/** Sections that are settings, by the name of the file. */
export const SECTIONS: readonly (readonly [RegExp, RegExp])[] = [
  [
    /^pyproject\.toml$/,
    /^tool\.(ruff|pytest|coverage|mypy|pyright|basedpyright|pylint|flake8|black|isort|nox|tox|hatch\.envs|poe|taskipy|pdm\.scripts)\b/,
  ],
  [
    /^setup\.cfg$/,
    /^(tool:pytest|flake8|coverage|mypy|pylint|isort|pycodestyle)\b/,
  ],
  [/^Cargo\.toml$/, /^(workspace\.)?(lints|test|profile\.test)\b|^lib$/],
];

/** Files that build, in which some lines are settings. */
export const BUILD_FILE =
  /^(pom\.xml|build\.gradle(\.kts)?|vite\.config\.\w+)$/;
/** Lines of them by which tests are left out, or thresholds told. */
export const BUILD_LINE =
  /skip|ignoreFailures|failure\.?ignore|failOn|minimum|threshold|exclude|enabled\s*=\s*false/i;

/** Lines by which a failure does not count. */
export const IGNORES =
  /\|\|\s*(?:true|:)(?![\w-])|\bcontinue-on-error\s*:\s*["']?true|\ballow_failure\s*:\s*["']?true|;\s*(?:true|exit 0)\s*["']?,?$|--passWithNoTests|--(?:no-?fail|exit-zero)\b/;
