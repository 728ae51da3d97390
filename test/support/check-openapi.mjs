import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { RULES, concerns } from './openapi/lint-rules.ts';

// Whether the document that the built program makes of its API says all that a client's author needs: lint-rules.ts.
const root = join(import.meta.dirname, '../..');
const source = execFileSync(process.execPath, ['dist/src/cli/main.js', 'openapi'], {
  cwd: root,
  encoding: 'utf8',
  maxBuffer: 64 * 1024 * 1024,
});

const config = await createConfig(RULES);
const found = await lintFromString({ source, config, absoluteRef: join(root, 'openapi.json') });
const problems = found.filter(concerns);
for (const { ruleId, message, location } of problems) {
  console.log(`${location.map(({ pointer }) => pointer).join(', ')}: ${message} (${ruleId})`);
}
console.log(`${Object.keys(JSON.parse(source).paths).length} paths, ${problems.length} problems`);
if (problems.length > 0) process.exitCode = 1;
