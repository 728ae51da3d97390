import { execFile } from 'node:child_process';
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import openapiTS, { astToString } from 'openapi-typescript';
import ts from 'typescript';
import { temporaryFolder } from '../temporary-folder.ts';
import type { TemporaryFolder } from '../temporary-folder.ts';

const ROOT = join(import.meta.dirname, '../../..');
const OPTIONS: ts.CompilerOptions = {
  noEmit: true,
  strict: true,
  noUncheckedIndexedAccess: true,
  skipLibCheck: true,
  allowImportingTsExtensions: true,
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  types: ['node'],
};

/** A folder with the types that are generated from an OpenAPI document, in which programs that use them are checked and run. */
export class TypedProgram {
  private constructor(private readonly folder: TemporaryFolder) {}

  /**
   * @param documentUrl where the application answers with its document
   * @returns the folder, with the types in `stoflow.ts`
   */
  static async with(documentUrl: string): Promise<TypedProgram> {
    const folder = await temporaryFolder();
    const types = await openapiTS(await (await fetch(documentUrl)).text(), { defaultNonNullable: false });
    writeFileSync(join(folder.path, 'stoflow.ts'), astToString(types));
    writeFileSync(join(folder.path, 'package.json'), JSON.stringify({ type: 'module' }));
    symlinkSync(join(ROOT, 'node_modules'), join(folder.path, 'node_modules'));
    return new TypedProgram(folder);
  }

  /**
   * @param texts programs in TypeScript
   * @returns what the compiler has against each
   */
  complaints(texts: readonly string[]): readonly (readonly string[])[] {
    const paths = texts.map((text, index) => this.write(`program-${index}.ts`, text));
    const program = ts.createProgram(paths, OPTIONS);
    return paths.map((path) =>
      ts
        .getPreEmitDiagnostics(program, program.getSourceFile(path))
        .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n')),
    );
  }

  /**
   * @param text a program in TypeScript
   * @param env its environment
   * @returns what it prints
   */
  async run(text: string, env: Readonly<Record<string, string>>): Promise<string> {
    const { stdout } = await promisify(execFile)(process.execPath, [this.write('program.ts', text)], { env });
    return stdout;
  }

  /** @returns resolves when the folder is gone */
  async remove(): Promise<void> {
    return this.folder.remove();
  }

  private write(name: string, text: string): string {
    const path = join(this.folder.path, name);
    writeFileSync(path, text);
    return path;
  }
}

/**
 * @param document a document of the repository
 * @param language of the block
 * @param heading under which it stands
 * @returns the text of its only fenced block in that language there
 */
export function blockOf(document: string, language: string, heading: string): string {
  const text = readFileSync(join(ROOT, document), 'utf8');
  const section = text.slice(text.indexOf(`\n## ${heading}\n`)).split('\n## ')[1] ?? '';
  const [, block] = new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'm').exec(section) ?? [];
  if (block === undefined) throw new Error(`${document} has no ${language} under ${heading}`);
  return block;
}
