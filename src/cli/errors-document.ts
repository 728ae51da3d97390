import type { ErrorCatalogue } from '../domain/error-entry.ts';
import type { ErrorBook } from '../handlers/registry/error-book.ts';

const HEAD = ['Code', 'What happened', 'What to do', 'Who acts', 'The job'];

const INTRODUCTION = `# Errors of jobs

What jobs end with or wait for, and what to do about it. This page is what \`npm run -s cli -- errors\` prints; the same is
at \`GET /api/marketplace/errors\`. A job's \`error\` has the \`code\`, a \`message\` that says more of the case at hand,
\`todo\` (the column "What to do"), \`actor\` (the column "Who acts") and, in \`original\`, the marketplace's own words.

The last column says what becomes of the job:

- \`refused\`: it fails now.
- \`retry\`: it had no effect and tries again by itself; it fails when its attempts are spent.
- \`unknown\`: it may have taken effect, which is looked up before anything is repeated.
- \`waits\`: it waits at no cost until somebody acts, and goes on by itself.
- \`attention\`: it ended well, and a person is asked to look at something.

A code that is a field's (in \`fields\`) is listed as well: the product's rules end a job as \`preflight.refused\`.`;

/**
 * Writes the document of all error codes.
 * @param book all catalogues
 * @returns Markdown, as `docs/errors.md` has it
 */
export function errorsDocument({ neutral, marketplaces }: ErrorBook): string {
  const chapters = [
    chapter('On every marketplace', neutral),
    ...[...marketplaces].map(([name, errors]) => chapter(`On ${name} only`, errors)),
  ];
  return [INTRODUCTION, ...chapters].join('\n\n');
}

function chapter(title: string, errors: ErrorCatalogue): string {
  const rows = Object.entries(errors)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, { happened, todo, actor, class: kind }]) => [
      `\`${code}\``,
      happened,
      todo,
      actor,
      `\`${kind}\``,
    ]);
  return `## ${title}\n\n${table([HEAD, ...rows])}`;
}

/** Columns are filled up, as the formatter of the documents wants them. */
function table([head = [], ...rows]: readonly (readonly string[])[]): string {
  const widths = head.map((_, column) =>
    Math.max(...[head, ...rows].map((row) => (row[column] ?? '').length)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}
