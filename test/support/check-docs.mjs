import { execFileSync } from 'node:child_process';
import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { stateMachinesPage } from './state-diagrams.mjs';
import { exampleProblems, excerptProblems } from './documents/example-problems.ts';
import {
  architectureProblems,
  incidentProblems,
  jsonProblems,
  linkProblems,
  routeProblems,
  unlistedProblems,
} from './check-docs-rules.ts';

// What the documents say of themselves, of each other and of the program: see check-docs-rules.ts.
const root = join(import.meta.dirname, '../..');
const ignored = /^(node_modules|dist|coverage|\.stoflow)\//;
const documents = new Map(
  globSync('**/*.md', { cwd: root, exclude: (name) => /^(node_modules|dist|coverage)$/.test(name) })
    .filter((path) => !ignored.test(path))
    .map((path) => [path, readFileSync(join(root, path), 'utf8')]),
);

const readIfThere = (path) =>
  existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : undefined;

const problems = [];
for (const [path, text] of documents) {
  problems.push(...jsonProblems(path, text));
  problems.push(...exampleProblems(path, text));
  problems.push(...excerptProblems(path, text, readIfThere));
  problems.push(...linkProblems(path, text, documents, (target) => existsSync(join(root, target))));
}

const isFolder = (path) => existsSync(join(root, path)) && statSync(join(root, path)).isDirectory();
const architecture = documents.get('ARCHITECTURE.md');
if (architecture !== undefined) problems.push(...architectureProblems(architecture, isFolder));

const alerts = readIfThere('docs/deploy/alerts.yaml');
problems.push(...incidentProblems(documents.get(join('docs', 'operations.md')) ?? '', alerts ?? ''));

const apiDocuments = [...documents].filter(([path]) => /^docs\/[^/]*_api\.md$/.test(path));
problems.push(...unlistedProblems(apiDocuments, documents.get(join('docs', 'api_conventions.md')) ?? ''));
if (apiDocuments.length > 0) {
  try {
    const printed = execFileSync('npm', ['run', '-s', 'openapi'], { cwd: root, maxBuffer: 64 * 1024 * 1024 });
    problems.push(...routeProblems(apiDocuments, JSON.parse(printed.toString())));
  } catch (error) {
    problems.push(`npm run -s openapi printed no OpenAPI document: ${error.stderr || error.message}`);
  }
}

const errorsPage = documents.get(join('docs', 'errors.md'));
if (errorsPage !== undefined) {
  const printed = execFileSync('npm', ['run', '-s', 'cli', '--', 'errors'], { cwd: root }).toString();
  if (printed !== errorsPage) {
    problems.push('docs/errors.md: not what the program prints; npm run -s cli -- errors > docs/errors.md');
  }
}

const { page, expected } = await stateMachinesPage();
if (page !== expected) problems.push('docs/state_machines.md: not what the tables say; npm run docs:states');

for (const problem of problems) console.error(problem);
console.log(
  `${documents.size} documents, ${problems.length} problems (${relative(process.cwd(), root) || '.'})`,
);
if (problems.length > 0) process.exitCode = 1;
