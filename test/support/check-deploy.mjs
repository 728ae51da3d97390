import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { composeProblems, dockerfileProblems, unknownVariables } from './deploy-rules.ts';

// Whether a container engine would understand the files in docs/deploy, as far as that can be said without one.
const root = join(import.meta.dirname, '../..');
const read = (path) => readFileSync(join(root, path), 'utf8');
const [dockerfile, compose] = ['docs/deploy/Dockerfile', 'docs/deploy/compose.yaml'];

const problems = [
  ...dockerfileProblems(read(dockerfile)),
  ...composeProblems(join(root, compose)),
  ...[dockerfile, compose].flatMap((path) =>
    unknownVariables(read(path), read('docs/configuration.md')).map(
      (name) => `${path}: there is no variable ${name}`,
    ),
  ),
];
for (const problem of problems) console.log(problem);
console.log(`2 files, ${problems.length} problems`);
if (problems.length > 0) process.exitCode = 1;
