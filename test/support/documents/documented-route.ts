import { fences, headings, prose } from './markdown.ts';

/** A body that a document shows. */
export interface ShownBody {
  readonly language: string;
  readonly text: string;
  /** Line of the document. */
  readonly line: number;
}

/** A route as a page of the API describes it. */
export interface DocumentedRoute {
  readonly document: string;
  readonly line: number;
  readonly method: string;
  /** With its parameters in braces. */
  readonly path: string;
  /** Names of what its path, query and head may say. */
  readonly parameters: readonly string[];
  /** Bodies that it takes; none for most. */
  readonly requests: readonly ShownBody[];
  /** What it answers, by status; without a body where none is shown. */
  readonly answers: readonly { readonly status: number; readonly body?: ShownBody }[];
  /** Its errors, as `404 product.not_found`. */
  readonly errors: readonly string[];
}

/**
 * Reads a page on which every `## METHOD /path` has the sections "Request Body", "Response" and "Error Responses".
 * @param document path of the page
 * @param text of the page
 * @returns its routes, in order
 */
export function documentedRoutes(document: string, text: string): readonly DocumentedRoute[] {
  const lines = text.split(/\r?\n/);
  const all = headings(text);
  return all.flatMap(({ level, title, line }): DocumentedRoute[] => {
    const [, method = '', path = ''] = /^`?(GET|POST|PUT|PATCH|DELETE) (\/[^\s`]*)`?$/.exec(title) ?? [];
    if (level !== 2 || method === '') return [];
    const end = all.find((other) => other.level <= 2 && other.line > line)?.line ?? lines.length + 1;
    const section = (name: string): Section => {
      const from = all.find((other) => other.title === name && other.line > line && other.line < end);
      const until = all.find((other) => from !== undefined && other.line > from.line)?.line ?? end;
      return { first: from?.line ?? end, until };
    };
    const linesOf = ({ first, until }: Section): readonly string[] => lines.slice(first, until - 1);
    const bodies = fences(text).map(({ language, body, line: at }) => ({ language, text: body, line: at }));
    const within = ({ first, until }: Section): readonly ShownBody[] =>
      bodies.filter(({ line: at, language }) => at > first && at < until && language !== 'text');
    return [
      {
        document,
        line,
        method,
        path,
        parameters: namesOf(linesOf(section('Parameters'))),
        requests: within(section('Request Body')),
        answers: answersOf(text, section('Response'), within(section('Response'))),
        errors: errorsIn(linesOf(section('Error Responses'))),
      },
    ];
  });
}

interface Section {
  /** Line of its heading. */
  readonly first: number;
  /** Line of the next one. */
  readonly until: number;
}

/** A paragraph that begins with a status says what follows: the next body, if one comes before the next status. */
function answersOf(
  text: string,
  { first, until }: Section,
  bodies: readonly ShownBody[],
): DocumentedRoute['answers'] {
  const statuses = prose(text)
    .filter(({ line }) => line > first && line < until)
    .flatMap(({ line, content }) => {
      const status = /^(2\d\d)\b/.exec(content)?.[1];
      return status === undefined ? [] : [{ line, status: Number(status) }];
    });
  return statuses.map(({ line, status }, index) => {
    const end = statuses[index + 1]?.line ?? until;
    const body = bodies.find((shown) => shown.line > line && shown.line < end);
    return body === undefined ? { status } : { status, body };
  });
}

/** The first column of a table. */
function namesOf(lines: readonly string[]): readonly string[] {
  return lines.flatMap((line) => /^\| *`([\w-]+)` *\|/.exec(line)?.[1] ?? []);
}

/**
 * @param lines of a document
 * @returns the errors that its tables name, as `404 product.not_found`
 */
export function errorsIn(lines: readonly string[]): readonly string[] {
  return lines.flatMap((line) => {
    const [, status = '', codes = ''] = /^\| *(\d{3}) *\|([^|]*)\|/.exec(line) ?? [];
    return [...codes.matchAll(/`([\w.]+)`/g)].map(([, code = '']) => `${status} ${code}`);
  });
}
