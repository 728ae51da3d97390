import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { productionPackages } from './supply-chain-rules.ts';

// `npm run -s sbom`: what runs in production, as a CycloneDX bill of materials on standard output. npm makes it of the
// lockfile; its own `--omit dev` also leaves out what tools of development need as well, so that is done here.
const root = join(import.meta.dirname, '../..');
const read = (file) => JSON.parse(readFileSync(join(root, file), 'utf8'));

const args = ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'];
const options = { cwd: root, maxBuffer: 64 * 1024 * 1024, encoding: 'utf8' };
const bill = JSON.parse(execFileSync('npm', args, options));
const wanted = productionPackages(read('package-lock.json').packages);
const kept = new Set([bill.metadata.component['bom-ref']]);
bill.metadata.component.name = read('package.json').name;
bill.components = bill.components.filter(({ name, version }) => wanted.has(`${name}@${version}`));
for (const component of bill.components) kept.add(component['bom-ref']);
bill.dependencies = bill.dependencies
  .filter(({ ref }) => kept.has(ref))
  .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((other) => kept.has(other)) }));
process.stdout.write(`${JSON.stringify(bill, null, 2)}\n`);
