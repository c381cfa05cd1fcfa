/**
 * How the page of a review looks.
 *
 * @module
 */

/** Its style sheet: light and dark as the reader has it, one column on a phone. */
export const REVIEW_STYLE = `:root {
  color-scheme: light dark;
  --paper: #fbfaf7;
  --ink: #1f2328;
  --soft: #5b636c;
  --line: #d9d6cd;
  --good: #1a7f37;
  --bad: #b42318;
  --open: #8a5a00;
  --bar: #3b6ea8;
  --well: #f0eee7;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #16181b;
    --ink: #e6e4de;
    --soft: #a2a8af;
    --line: #34383d;
    --good: #5bc27a;
    --bad: #ff8a7a;
    --open: #e0b04c;
    --bar: #7fb0e6;
    --well: #202327;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto;
  max-width: 60rem;
  padding: 1.5rem 1rem 4rem;
  background: var(--paper);
  color: var(--ink);
  font: 1rem/1.5 system-ui, sans-serif;
  overflow-wrap: anywhere;
}
h1 { margin: 0; font-size: 1.6rem; }
h2 {
  margin: 2rem 0 0.5rem;
  padding-bottom: 0.25rem;
  border-bottom: 1px solid var(--line);
  font-size: 1.15rem;
}
h3 { margin: 1rem 0 0.25rem; font-size: 1rem; }
p { margin: 0.5rem 0; }
.state { margin: 0.25rem 0 0; color: var(--soft); }
.soft { color: var(--soft); }
strong.bad, li.bad > strong { color: var(--bad); }
li.good > strong { color: var(--good); }
code, pre { font: 0.9em/1.45 ui-monospace, monospace; }
pre {
  margin: 0.5rem 0;
  padding: 0.75rem;
  background: var(--well);
  border-radius: 0.4rem;
  white-space: pre-wrap;
}
ul, ol { margin: 0.5rem 0; padding: 0; list-style: none; }
li { padding: 0.35rem 0; }
.marks li { padding-left: 1.4rem; position: relative; }
.marks li::before { position: absolute; left: 0; font-weight: 700; }
.marks .good::before { content: "\\2713"; color: var(--good); }
.marks .bad::before { content: "\\2717"; color: var(--bad); }
.marks .open::before { content: "\\25CB"; color: var(--open); }
dl {
  display: grid;
  grid-template-columns: max-content 1fr;
  gap: 0.25rem 1rem;
  margin: 0.5rem 0;
}
dt { color: var(--soft); }
dd { margin: 0; }
.iterations li {
  display: grid;
  grid-template-columns: 3rem 9rem 16rem 1fr 14rem;
  gap: 0.25rem 0.75rem;
  align-items: center;
  border-bottom: 1px solid var(--line);
}
.number { color: var(--soft); font-variant-numeric: tabular-nums; }
.phase { font-weight: 600; }
.amounts { color: var(--soft); font-variant-numeric: tabular-nums; }
.bar { display: block; height: 0.6rem; background: var(--well); border-radius: 0.3rem; }
.bar i { display: block; height: 100%; min-width: 2px; background: var(--bar); border-radius: 0.3rem; }
@media (max-width: 58rem) {
  .iterations li { grid-template-columns: 3rem 1fr; }
  .amounts, .bar, .decision { grid-column: 2; }
  dl { grid-template-columns: 1fr; gap: 0; }
  dd { margin-bottom: 0.5rem; }
}
@media print {
  body { max-width: none; padding: 0; }
  section { break-inside: avoid; }
}
`;
