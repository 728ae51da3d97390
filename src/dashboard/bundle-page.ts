import { build } from 'esbuild';
import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { promisify } from 'node:util';

/**
 * Bundles the page. Part of `npm run build`: it writes the files that the program serves at `/`, each beside its compressed
 * forms, under names that change with their content, so that a browser may keep them for ever.
 */
const SOURCE = join(import.meta.dirname, 'page');
const TARGET = join(import.meta.dirname, '../../dist/src/dashboard/built');
/** What a first visit may cost, compressed: somebody on a phone at a flea market has to wait for it. */
const MOST_BYTES = 150_000;

const bundled = await build({
  entryPoints: [join(SOURCE, 'main.tsx'), join(SOURCE, 'style/page.css')],
  entryNames: 'page',
  outdir: TARGET,
  bundle: true,
  minify: true,
  format: 'esm',
  target: ['chrome123', 'firefox128', 'safari17.5'],
  jsx: 'automatic',
  jsxImportSource: 'preact',
  legalComments: 'none',
  write: false,
  logLevel: 'warning',
});

const assets = new Map(bundled.outputFiles.map(({ path, contents }) => [basename(path), contents]));
assets.set('icon.svg', await readFile(join(SOURCE, 'icon.svg')));

await rm(TARGET, { recursive: true, force: true });
await mkdir(join(TARGET, 'assets'), { recursive: true });
let html = await readFile(join(SOURCE, 'index.html'), 'utf8');
let total = 0;
for (const [name, contents] of assets) {
  const hash = createHash('sha256').update(contents).digest('base64url').slice(0, 12);
  const lasting = name.replace('.', `-${hash}.`);
  html = html.replace(`/assets/${name}`, `/assets/${lasting}`);
  total += await store(join('assets', lasting), contents);
}
total += await store('index.html', Buffer.from(html));
if (total > MOST_BYTES) {
  throw new Error(`The page has ${total} bytes compressed, ${MOST_BYTES} are wanted at most.`);
}
process.stdout.write(`The page: ${assets.size + 1} files, ${total} bytes compressed.\n`);

/** Writes a file and its compressed forms, and answers the size of the smallest. */
async function store(name: string, contents: Uint8Array): Promise<number> {
  const path = join(TARGET, name);
  const brotli = await promisify(brotliCompress)(contents, {
    params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY },
  });
  await writeFile(path, contents);
  await writeFile(`${path}.br`, brotli);
  await writeFile(`${path}.gz`, await promisify(gzip)(contents, { level: constants.Z_BEST_COMPRESSION }));
  return brotli.length;
}
