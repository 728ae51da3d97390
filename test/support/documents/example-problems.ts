import { documentedRoutes } from './documented-route.ts';
import { fences } from './markdown.ts';

/** Who makes sure that a block is true, by its language; other languages show output or pictures. */
const CHECKED_BY: Readonly<Record<string, string>> = {
  sh: 'test/e2e/documents/shell.test.ts',
  bash: 'test/e2e/documents/shell.test.ts',
  http: 'test/e2e/documents/shell.test.ts',
  sql: 'test/integration/documents/documented-statements-run.test.ts',
  json: 'test/e2e/documents/routes.test.ts',
  csv: 'test/e2e/documents/routes.test.ts',
  ts: 'test/e2e/client/typed-client.test.ts',
};
const PROTOCOL = 'docs/plugin_protocol.md';
const CLIENT = 'docs/api_conventions.md';

/** Names the file that a block is an excerpt of; a test runs the file. */
const EXCERPT = /^file=(test\/\S+)$/;

/**
 * @param path of a document
 * @param text of the document
 * @param read the text of a file of the repository; undefined where there is none
 * @returns a line for every block that names a file and does not stand in it
 */
export function excerptProblems(
  path: string,
  text: string,
  read: (path: string) => string | undefined,
): readonly string[] {
  return fences(text).flatMap(({ info, line, body }) => {
    const file = EXCERPT.exec(info)?.[1];
    if (file === undefined || read(file)?.includes(body) === true) return [];
    return [`${path}:${line}: this does not stand in ${file}`];
  });
}

/**
 * A block that is not executed must say why, as in ```` ```sh no-run: takes minutes ````.
 * @param path of a document
 * @param text of the document
 * @returns a line for every block that nobody executes and that does not say why
 */
export function exampleProblems(path: string, text: string): readonly string[] {
  const routes = documentedRoutes(path, text);
  const inRoutes = new Set(
    routes.flatMap(({ requests, answers }) => [
      ...requests.map(({ line }) => line),
      ...answers.flatMap(({ body }) => (body === undefined ? [] : [body.line])),
    ]),
  );
  return fences(text).flatMap(({ language, info, line, body }) => {
    const test = CHECKED_BY[language];
    if (test === undefined || /^no-run: \S/.test(info) || inRoutes.has(line)) return [];
    const isExecuted =
      ['sh', 'bash', 'http', 'sql'].includes(language) ||
      /^schema=\w+$/.test(info) ||
      EXCERPT.test(info) ||
      (language === 'ts' && path === CLIENT) ||
      (path === PROTOCOL && body.includes('"type": "'));
    return isExecuted
      ? []
      : [`${path}:${line}: nobody executes this ${language}; say why: no-run: … (${test})`];
  });
}
