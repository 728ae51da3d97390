import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { billProblems, licenceProblems, pinningProblems, scriptProblems } from './supply-chain-rules.ts';

// What we did not write and run all the same: see supply-chain-rules.ts.
const root = join(import.meta.dirname, '../..');
const read = (file) => JSON.parse(readFileSync(join(root, file), 'utf8'));
const manifest = read('package.json');
const lock = read('package-lock.json').packages;
const options = { maxBuffer: 64 * 1024 * 1024, encoding: 'utf8' };
const bill = JSON.parse(execFileSync(process.execPath, [join(import.meta.dirname, 'sbom.mjs')], options));

const problems = [
  ...scriptProblems(manifest, lock),
  ...pinningProblems(manifest, lock),
  ...licenceProblems(lock),
  ...(bill.bomFormat === 'CycloneDX' ? [] : ['the bill of materials is no CycloneDX document']),
  ...billProblems(bill.components, lock),
];
for (const problem of problems) console.log(problem);
console.log(`${bill.components.length} packages of production, ${problems.length} problems`);
process.exitCode = problems.length === 0 ? 0 : 1;
