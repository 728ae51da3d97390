import { describe, expect, it } from '@jest/globals';
import { exampleProblems, excerptProblems } from '../../support/documents/example-problems.ts';
import {
  ARCHITECTURE_SECTIONS,
  architectureProblems,
  incidentProblems,
  jsonProblems,
  linkProblems,
  routeProblems,
  unlistedProblems,
} from '../../support/check-docs-rules.ts';

describe('the check of the documents', () => {
  it('wants to know why an example is not executed', () => {
    const text = '```json\n{}\n```\n\n```json no-run: of another program\n{}\n```\n\n```text\nx\n```\n';
    expect(exampleProblems('a.md', text)).toEqual([
      expect.stringMatching(/^a\.md:1: nobody executes this json/),
    ]);
    const route = '## GET /api/things\n\n### Response\n\n200 with\n\n```json\n{}\n```\n';
    expect(exampleProblems('docs/things_api.md', route)).toEqual([]);
  });

  it('parses every block of JSON, and nothing else', () => {
    const text = '```json\n{ "a": 1 }\n```\n\n```text\n{ a }\n```\n\n```json\n{ a: 1 }\n```\n';
    expect(jsonProblems('a.md', text)).toEqual([expect.stringMatching(/^a\.md:9: this is not JSON/)]);
  });

  it('compares excerpts with their files', () => {
    const text = '```ts file=test/a.ts\nconst a = 1;\n```\n\n```ts file=test/b.ts\nconst b = 2;\n```\n';
    const read = (path: string): string | undefined =>
      path === 'test/a.ts' ? 'x\nconst a = 1;\n' : undefined;
    expect(excerptProblems('a.md', text, read)).toEqual(['a.md:5: this does not stand in test/b.ts']);
    expect(exampleProblems('a.md', text)).toEqual([]);
  });

  it('follows relative links to files and headings', () => {
    const documents = new Map([
      [
        'README.md',
        '# Read\n[x](docs/a.md#two-words--signs) [y](docs/a.md#three) [z](gone.md) [w](https://a.b/c)\n',
      ],
      [
        'docs/a.md',
        '# A\n## Two words & `signs`\n[up](../README.md) [out](../../x) [me](#a) `[no](link)`\n```md\n## three\n```\n',
      ],
    ]);
    const exists = (path: string): boolean => documents.has(path);
    const problems = [...documents].flatMap(([path, text]) => linkProblems(path, text, documents, exists));
    expect(problems).toEqual([
      'README.md:2: the link docs/a.md#three leads to no heading',
      'README.md:2: the link gone.md leads to no file',
      'docs/a.md:3: the link ../../x leads out of the repository',
    ]);
  });

  it('compares the routes in words with those of the program, both ways', () => {
    const text =
      '## GET /api/jobs/{id}\n## `POST /api/jobs`\n## GET /api/gone\n### GET /api/example\n## Errors\n';
    const openapi = {
      paths: { '/api/jobs': { post: {}, get: {} }, '/api/jobs/{id}': { get: {}, parameters: [] } },
    };
    expect(routeProblems([['docs/jobs_api.md', text]], openapi)).toEqual([
      'docs/jobs_api.md:3: the program has no route GET /api/gone',
      'no docs/*_api.md describes GET /api/jobs',
    ]);
  });

  it('misses sections and folders of the architecture', () => {
    const sections = ARCHITECTURE_SECTIONS.filter((section) => section !== 'Security');
    const text =
      sections.map((section) => `## ${section}\n`).join('') +
      'src/domain/ and src/gone/ and src/domain/a.ts\n';
    expect(architectureProblems(text, (path) => path === 'src/domain/')).toEqual([
      'ARCHITECTURE.md: the section "Security" is missing',
      'ARCHITECTURE.md: there is no folder src/gone/',
    ]);
  });

  it('compares the alerts of incidents with the rules, both ways', () => {
    const table =
      '| x | Alert |\n| --- | --- |\n| slow | `StoflowSlow`, `stoflow_x` | `StoflowElsewhere` |\n';
    const rules = (names: readonly string[]): string =>
      names.map((name) => `      - alert: ${name}\n`).join('');
    expect(incidentProblems(table, rules(['StoflowSlow']))).toEqual([]);
    expect(incidentProblems(table, rules(['StoflowLost']))).toEqual([
      'docs/operations.md: there is no alert StoflowSlow',
      'docs/operations.md: no incident is shown by the alert StoflowLost',
    ]);
  });

  it('misses pages of routes that the conventions do not lead to', () => {
    const pages = [
      ['docs/jobs_api.md', ''],
      ['docs/odd_api.md', ''],
    ] as const;
    expect(unlistedProblems(pages, '| jobs | [jobs](jobs_api.md) |\n')).toEqual([
      'docs/api_conventions.md: its table does not lead to docs/odd_api.md',
    ]);
  });
});
