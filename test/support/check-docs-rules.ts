import { basename, dirname, normalize } from 'node:path/posix';
import { anchors, fences, headings, links } from './documents/markdown.ts';

/** The sections every reader of ARCHITECTURE.md may count on. */
export const ARCHITECTURE_SECTIONS = [
  'Overview',
  'Task Orchestration System',
  'Key Models',
  'Service Layer',
  'Handler Architecture',
  'State Machine',
  'Retry Logic & Idempotence',
  'Multi-Tenant Architecture',
  'API Design',
  'Database Schema',
  'Design Patterns',
  'Extension Guide',
  'Testing Strategy',
  'Performance Considerations',
  'Security',
  'Troubleshooting',
  'Keeping This True',
];

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

/** @returns a line for every block fenced as JSON that is none */
export function jsonProblems(path: string, text: string): readonly string[] {
  return fences(text)
    .filter(({ language }) => language === 'json')
    .flatMap(({ line, body }) => {
      try {
        JSON.parse(body);
        return [];
      } catch (error) {
        return [`${path}:${line}: this is not JSON: ${String(error)}`];
      }
    });
}

/**
 * @param documents every document by its path
 * @param exists whether a path of the repository does
 * @returns a line for every relative link whose file or heading does not exist
 */
export function linkProblems(
  path: string,
  text: string,
  documents: ReadonlyMap<string, string>,
  exists: (path: string) => boolean,
): readonly string[] {
  return links(text).flatMap(({ line, target }) => {
    if (/^([a-z][a-z0-9+.-]*:|\/\/)/i.test(target)) return [];
    const [file = '', anchor] = target.split('#');
    const wanted = file === '' ? path : normalize(`${dirname(path)}/${decodeURIComponent(file)}`);
    const where = `${path}:${line}: the link ${target}`;
    if (wanted.startsWith('..')) return [`${where} leads out of the repository`];
    if (!exists(wanted)) return [`${where} leads to no file`];
    const linked = documents.get(wanted);
    if (anchor === undefined || linked === undefined) return [];
    return anchors(linked).has(anchor) ? [] : [`${where} leads to no heading`];
  });
}

/**
 * @param apiDocuments pairs of path and text; every `## METHOD /path` in them documents a route
 * @param openapi the document the program makes of itself
 * @returns a line for every route that is documented in words or by the program only, or in words twice
 */
export function routeProblems(
  apiDocuments: readonly (readonly [path: string, text: string])[],
  openapi: { readonly paths: Readonly<Record<string, object>> },
): readonly string[] {
  const routes = new Set(
    Object.entries(openapi.paths).flatMap(([path, operations]) =>
      METHODS.filter((method) => method in operations).map((method) => `${method.toUpperCase()} ${path}`),
    ),
  );
  const described = new Map<string, string>();
  const problems: string[] = [];
  for (const [path, text] of apiDocuments) {
    for (const { level, title, line } of headings(text)) {
      const [, method, route] = /^`?(GET|POST|PUT|PATCH|DELETE) (\/[^\s`]*)`?$/.exec(title) ?? [];
      if (level !== 2 || method === undefined || route === undefined) continue;
      const name = `${method} ${route.replace(/:(\w+)/g, '{$1}')}`;
      if (!routes.has(name)) problems.push(`${path}:${line}: the program has no route ${name}`);
      if (described.has(name))
        problems.push(`${path}:${line}: ${described.get(name)} describes ${name}, too`);
      described.set(name, path);
    }
  }
  const missing = [...routes].filter((route) => !described.has(route));
  return [...problems, ...missing.map((route) => `no docs/*_api.md describes ${route}`)];
}

/**
 * @param text of ARCHITECTURE.md
 * @param isFolder whether a path of the repository is a folder
 * @returns a line for every section that is missing and for every folder that is named but does not exist
 */
export function architectureProblems(text: string, isFolder: (path: string) => boolean): readonly string[] {
  const titles = headings(text)
    .filter(({ level }) => level === 2)
    .map(({ title }) => title);
  const missing = ARCHITECTURE_SECTIONS.filter((section) => !titles.includes(section));
  const named = new Set(text.match(/(?<![\w./-])(?:src|test|migrations|docs)\/(?:[\w.-]+\/)*/g) ?? []);
  const gone = [...named].filter((path) => !isFolder(path));
  return [
    ...missing.map((section) => `ARCHITECTURE.md: the section "${section}" is missing`),
    ...gone.map((path) => `ARCHITECTURE.md: there is no folder ${path}`),
  ];
}

/**
 * @param operations the page with the table of incidents, whose second column says what shows each
 * @param alerts the alert rules
 * @returns a line for every alert that the table names and nobody has, and for every one that the table lacks
 */
export function incidentProblems(operations: string, alerts: string): readonly string[] {
  const rules = new Set([...alerts.matchAll(/^ *- alert: (\w+)$/gm)].map(([, name = '']) => name));
  const shown = [...operations.matchAll(/^\|[^|]*\|([^|]*)\|/gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`(Stoflow\w+)`/g)].map(([, name = '']) => name),
  );
  return [
    ...shown
      .filter((name) => !rules.has(name))
      .map((name) => `docs/operations.md: there is no alert ${name}`),
    ...[...rules]
      .filter((name) => !shown.includes(name))
      .map((name) => `docs/operations.md: no incident is shown by the alert ${name}`),
  ];
}

/**
 * @param apiDocuments pairs of path and text: the pages of routes
 * @param conventions the page whose table leads to all of them
 * @returns a line for every page that it does not lead to
 */
export function unlistedProblems(
  apiDocuments: readonly (readonly [path: string, text: string])[],
  conventions: string,
): readonly string[] {
  const targets = new Set(links(conventions).map(({ target }) => target));
  return apiDocuments
    .filter(([path]) => !targets.has(basename(path)))
    .map(([path]) => `docs/api_conventions.md: its table does not lead to ${path}`);
}
