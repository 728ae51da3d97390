import { spawn } from 'node:child_process';
import { join } from 'node:path';

// `npm run test:conformance [-- --long]`: every handler under every fault. The long form tries all points where the short
// one takes a seeded sample; CONFORMANCE_SEED draws another sample.
const args = process.argv.slice(2);
const unknown = args.filter((arg) => arg !== '--long');
if (unknown.length > 0) {
  console.error(`usage: npm run test:conformance [-- --long] (not understood: ${unknown.join(' ')})`);
  process.exit(2);
}
const root = join(import.meta.dirname, '../../..');
const jest = join(root, 'node_modules/jest/bin/jest.js');
const child = spawn(
  process.execPath,
  [
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
    jest,
    'test/integration/conformance',
  ],
  {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...(args.includes('--long') && { CONFORMANCE: 'long' }) },
  },
);
child.on('close', (code) => process.exit(code ?? 1));
