/**
 * A review as one page that needs nothing but itself.
 *
 * @module
 */

import {
  costText,
  counted,
  countText,
  tokensText,
} from "../../workflow/amounts.ts";
import { printable } from "../../workflow/printable.ts";
import { totalTokens } from "../../workflow/spending.ts";
import { durationText } from "../../workflow/timestamps.ts";
import { REVIEW_STYLE } from "./review_style.ts";
import {
  bars,
  costWords,
  type Review,
  type ReviewTests,
  timeWords,
} from "./review.ts";

/** Writes a review; every text in it is escaped, and there is no script. */
export function reviewHtml(review: Review): string {
  const { plan, total } = review;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Review of ${escaped(review.name)}</title>
<style>
${REVIEW_STYLE}</style>
</head>
<body>
<header>
<h1>${escaped(review.name)}</h1>
<p class="state">${escaped(review.state)}</p>
</header>
<main>
${section("Open ends", items(review.openEnds, { none: "None.", of: "open" }))}
${section("Task", `<pre>${escaped(review.task ?? "none")}</pre>`)}
${section("Facts", factsHtml(review))}
${section("Plan", plan === null ? "<p>None.</p>" : planHtml(plan))}
${section("Gates", gatesHtml(review))}
${
    section(
      "Iterations",
      `${iterationsHtml(review)}<p>${counted(total.attempts, "attempt")}, ${
        escaped(durationText(total.durationMs))
      }, ${escaped(tokensText(total))}, ${escaped(costText(total))}</p>`,
    )
  }
${section("Checks", checksHtml(review))}
${section("Tests and checks compared", testsHtml(review.tests))}
${section("Commits", commitsHtml(review))}
</main>
</body>
</html>
`;
}

function factsHtml({ facts }: Review): string {
  return `<dl>${
    facts.map(([label, value]) =>
      `<dt>${escaped(label)}</dt><dd>${escaped(value)}</dd>`
    ).join("\n")
  }</dl>`;
}

function planHtml({ file, hash, phases }: NonNullable<Review["plan"]>): string {
  const rows = phases.map(({ title, ticked, all }) =>
    `<li class="${ticked === all ? "good" : "open"}">${
      escaped(title)
    } <span class="soft">${ticked} of ${counted(all, "task")}</span></li>`
  );
  return `<p><code>${escaped(file)}</code> <span class="soft">${
    escaped(hash.slice(0, 12))
  }</span></p>\n<ul class="marks">${rows.join("\n")}</ul>`;
}

function gatesHtml({ gates }: Review): string {
  const rows = gates.map(({ when, words, unread }) =>
    `<li><span class="soft">${escaped(when)}</span> ${escaped(words)}${
      unread ? ' <strong class="bad">nobody read this plan</strong>' : ""
    }</li>`
  );
  return rows.length === 0 ? "<p>None.</p>" : `<ul>${rows.join("\n")}</ul>`;
}

function iterationsHtml({ iterations }: Review): string {
  if (iterations.length === 0) return "<p>None yet.</p>";
  const { kind, lengths } = bars(iterations);
  const rows = iterations.map((one, i) =>
    `<li>
<span class="number">${String(one.number).padStart(3, "0")}</span>
<span class="phase">${escaped(one.phase)}</span>
<span class="amounts">${escaped(timeWords(one))} · ${
      escaped(countText(totalTokens(one.spending.tokens)))
    } tokens · ${escaped(costWords(one))}</span>
<span class="bar" role="img" aria-label="${kind}: ${
      Math.round(lengths[i]! * 100)
    } % of the most"><i style="width:${
      (lengths[i]! * 100).toFixed(1)
    }%"></i></span>
<span class="decision">${escaped(one.decision)}</span>
</li>`
  );
  return `<p class="soft">Bars: ${kind}</p>\n<ol class="iterations">${
    rows.join("\n")
  }</ol>`;
}

function checksHtml({ checks }: Review): string {
  if (checks.length === 0) return "<p>None are configured.</p>";
  const rows = checks.map(({ name, command, state, words }) => {
    const mark = state === "green" ? "good" : state === "red" ? "bad" : "open";
    return `<li class="${mark}"><strong>${escaped(name)}</strong> ${state}
<code>${escaped(command)}</code><br><span class="soft">${
      escaped(words)
    }</span></li>`;
  });
  return `<ul class="marks">${rows.join("\n")}</ul>`;
}

function testsHtml(
  { words, findings, oldTests, outside }: ReviewTests,
): string {
  const rows = findings.map(({ name, place, text, accepted }) =>
    `<li class="${accepted ? "good" : "bad"}"><strong>${name}</strong> ${
      place === "" ? "" : `<code>${escaped(place)}</code> `
    }${accepted ? "accepted" : ""}<br>${escaped(text)}</li>`
  );
  const none = words.startsWith("not compared")
    ? ""
    : "<p>Nothing was removed, skipped, loosened or switched off.</p>";
  return `<p>${escaped(words)}</p>
${rows.length === 0 ? none : `<ul class="marks">${rows.join("\n")}</ul>`}
<p>Old tests against the new code: ${escaped(oldTests)}</p>
<h3>Files outside of the plan</h3>
${
    outside === null
      ? "<p>The plan does not tell its files.</p>"
      : items(outside, { none: "None.", of: "open" })
  }`;
}

function commitsHtml({ commits }: Review): string {
  const rows = commits.map(({ id, subject }) =>
    `<li><code>${escaped(id)}</code> ${escaped(subject)}</li>`
  );
  return rows.length === 0
    ? "<p>None.</p>"
    : `<ul class="commits">${rows.join("\n")}</ul>`;
}

function items(
  texts: readonly string[],
  { none, of }: { readonly none: string; readonly of: string },
): string {
  return texts.length === 0
    ? `<p>${none}</p>`
    : `<ul class="marks">${
      texts.map((text) => `<li class="${of}">${escaped(text)}</li>`).join("\n")
    }</ul>`;
}

function section(title: string, body: string): string {
  return `<section>\n<h2>${title}</h2>\n${body}\n</section>`;
}

/** Text for HTML, without what could be taken for a tag, an end of an attribute, or another direction of writing. */
function escaped(text: string): string {
  const names: Readonly<Record<string, string>> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#39;",
  };
  return printable(text)
    .replaceAll(/[&<>"']/g, (char) => names[char]!);
}
