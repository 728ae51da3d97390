import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';
import { PUBLIC_MIGRATIONS } from '../../../migrations/public/list.ts';
import { TENANT_MIGRATIONS } from '../../../src/mikro-orm.config.ts';

const ROOT = join(import.meta.dirname, '../../..');
/** Where a statement may do without: a migration's transaction has a schema, the embedded server has no tenants. */
const NOT_OURS = ['src/sandbox/', 'src/common/database/embedded-postgres/', 'src/tenancy/migrations/'];

/** Names of the tables that migrations make, tenants' and shared ones. */
function tables(): readonly string[] {
  const names = new Set<string>();
  for (const file of globSync('migrations/{public,tenant}/*.ts', { cwd: ROOT })) {
    for (const match of readFileSync(join(ROOT, file), 'utf8').matchAll(
      /create table (?:public\.)?([a-z_]+)/g,
    )) {
      names.add(match[1] ?? '');
    }
  }
  return [...names];
}

/** The texts of a source that are SQL, with a mark for what is put in. */
function sqlOf(source: string): readonly string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const text =
      ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)
        ? node.text
        : ts.isTemplateExpression(node)
          ? node.head.text + node.templateSpans.map((span) => `\${}${span.literal.text}`).join('')
          : '';
    if (/\b(select|insert into|update|delete from|truncate|create table)\b/.test(text)) found.push(text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest, true));
  return found;
}

/** A table's name after a word that tables follow, without a schema before it. */
function unqualified(sql: string): readonly string[] {
  const names = tables().join('|');
  const place = new RegExp(
    String.raw`\b(?:from|join|into|update|truncate|table|using|references)\s+(?:only\s+)?(${names})\b`,
    'g',
  );
  return [...sql.matchAll(place)].map((match) => match[0]);
}

describe('statements written by hand', () => {
  const sources = globSync('src/**/*.ts', { cwd: ROOT })
    .filter((file) => !NOT_OURS.some((folder) => file.startsWith(folder)))
    .map((file) => ({ file, text: readFileSync(join(ROOT, file), 'utf8') }));

  it('name the schema of every table: what the connection happens to search decides nothing', () => {
    const statements = sources.flatMap(({ file, text }) => sqlOf(text).map((sql) => ({ file, sql })));
    expect(statements.length).toBeGreaterThan(150);
    expect(
      statements.flatMap(({ file, sql }) => unqualified(sql).map((place) => `${file}: ${place}`)),
    ).toEqual([]);
  });

  it('never set what a connection searches, and make no schema’s name of their own', () => {
    const wrong = sources.filter(
      ({ file, text }) =>
        /search_path|`user_\$\{|'user_' \+/.test(text) && file !== 'src/domain/tenant-ref.ts',
    );
    expect(wrong.map(({ file }) => file)).toEqual([]);
  });

  it('are all looked at: the rule knows every table, and finds one that is not qualified', () => {
    expect(PUBLIC_MIGRATIONS.length + TENANT_MIGRATIONS.length).toBeGreaterThan(10);
    expect(tables()).toEqual(expect.arrayContaining(['marketplace_jobs', 'job_queue', 'lanes', 'orders']));
    expect(unqualified('select * from marketplace_jobs j join user_1.products p on true')).toEqual([
      'from marketplace_jobs',
    ]);
  });
});
