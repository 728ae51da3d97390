import { cp, mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { transform } from '@swc/core';

const SOURCE = join(import.meta.dirname, 'extension');

/** The part of the manifest that depends on where the marketplace is. */
interface Manifest {
  host_permissions: readonly string[];
  readonly content_scripts: readonly { matches: readonly string[]; readonly js: readonly string[] }[];
}

/**
 * Compiles the reference extension file by file; nothing is bundled, and nothing is added but where the marketplace is.
 * @param folder to build it in
 * @param site address of the stand-in for the marketplace, `http://host:port`
 */
export async function buildExtension(folder: string, site: string): Promise<void> {
  const manifest = JSON.parse(await readFile(join(SOURCE, 'manifest.json'), 'utf8')) as Manifest;
  const scripts = manifest.content_scripts.flatMap(({ js }) => js);
  for (const file of await readdir(SOURCE, { recursive: true })) {
    const target = join(folder, file);
    await mkdir(dirname(target), { recursive: true });
    if (file.endsWith('.html')) await cp(join(SOURCE, file), target);
    if (!file.endsWith('.ts') || file.endsWith('.d.ts')) continue;
    const name = file.replace(/\.ts$/, '.js');
    const code = await compiled(join(SOURCE, file));
    await writeFile(join(folder, name), scripts.includes(name) ? asScript(code) : code);
  }
  const matches = [`${site}/*`];
  manifest.host_permissions = matches;
  for (const script of manifest.content_scripts) script.matches = matches;
  await writeFile(join(folder, 'manifest.json'), JSON.stringify(manifest));
}

/** A script of a page is no module, and may be put into the same page twice. */
function asScript(module: string): string {
  return `(() => {\n${module.replace(/^export \{\s*\};?$/m, '')}\n})();\n`;
}

/** swc knows it; its types do not yet. */
const WITH_JS_IMPORTS = { rewriteRelativeImportExtensions: true };

async function compiled(file: string): Promise<string> {
  const { code } = await transform(await readFile(file, 'utf8'), {
    filename: file,
    swcrc: false,
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022', ...WITH_JS_IMPORTS },
    module: { type: 'es6' },
  });
  return code;
}
