/**
 * What secrets look like.
 *
 * @module
 */

/** Shorter values would be found in ordinary text. */
const MIN_SECRET = 6;

/** Between the lines of a key: also newlines written out, as in JSON. */
const GAP = String.raw`(?:\s|\\[nr\\])`;
const BEGIN = "-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----";
const KEY_LINE =
  `${GAP}+(?:[A-Za-z0-9+/=]{16,}|(?:Proc-Type|DEK-Info): ?[A-Za-z0-9,-]+)`;
const END =
  `(?:(?:${GAP}+[A-Za-z0-9+/=]{1,15})?${GAP}*-----END [A-Z ]{0,40}PRIVATE KEY-----)?`;

/** Sources of patterns; none matches across a line, private keys aside. */
const SHAPES: readonly string[] = [
  // The end is optional, since a block may have been cut off.
  `${BEGIN}(?:${KEY_LINE})+${END}`,
  ...[
    /(?<![A-Za-z0-9])sk-ant-[A-Za-z0-9_-]{8,}/,
    // Without a digit it is a word with dashes.
    /(?<![A-Za-z0-9])sk-(?=[A-Za-z_-]{0,200}\d)[A-Za-z0-9_-]{16,}/,
    /(?<![A-Za-z0-9])gh[pousr]_[A-Za-z0-9]{16,}/,
    /(?<![A-Za-z0-9])github_pat_[A-Za-z0-9_]{16,}/,
    /(?<![A-Za-z0-9])xox[a-z]-[A-Za-z0-9-]{10,}/,
    /(?<![A-Za-z0-9])A[KS]IA[A-Z0-9]{16}(?![A-Za-z0-9])/,
    /(?<![A-Za-z0-9])AIza[A-Za-z0-9_-]{35}/,
    /(?<!\d)\d{6,12}:[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])/,
    /(?<![A-Za-z0-9])eyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*/,
    // A word of lower-case letters alone is prose: "bearer authentication".
    /(?<=\b[Bb]earer[ \t]{1,4})(?=[a-z-]{0,200}(?:[A-Z0-9_~+/=]|\.[A-Za-z0-9])|[a-z]{20})[A-Za-z0-9._~+/=-]{8,}/,
  ].map(({ source }) => source),
];

/** A global pattern that finds these values and everything of a well-known shape. */
export function secretPattern(secrets: readonly string[]): RegExp {
  const literal = secretForms(secrets).map((form) =>
    form.replaceAll(/[.*+?^${}()|[\]\\/]/g, "\\$&")
  );
  return new RegExp([...literal, ...SHAPES].join("|"), "g");
}

/** Secret values in every form in which they are looked for, the longest first. */
function secretForms(secrets: readonly string[]): readonly string[] {
  const forms = secrets.flatMap((secret) => [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret.toWellFormed()),
  ]);
  return [...new Set(forms)]
    .filter((form) => form.length >= MIN_SECRET)
    // One value may be the beginning of another.
    .sort((a, b) => b.length - a.length);
}
