import { jsonOf, recordOf, recordsOf, textOf } from '../http/json-shape.ts';

/** One thing that Etsy finds wrong. */
export interface EtsyProblem {
  /** Where, as Etsy writes it (`/title/1`); empty where Etsy names no place. */
  readonly path: string;
  /** Etsy's word for the kind (`invalid_characters`); empty where there is none. */
  readonly type: string;
  readonly message: string;
}

/** "There was a problem with /sku : cannot be more than 32 characters", possibly several times in one text. */
const SENTENCE = /there was a problem with (\/[^\s:]*)\s*:\s*/gi;

/**
 * Reads the three shapes in which Etsy says what is wrong: `{"error": "…"}`, a bare list of
 * `{path, type, message}`, and a sentence that names the path. They also come inside one another.
 * @param body the text of an answer that is no success
 * @returns the problems; none where the body says nothing, or is no answer of the API
 */
export function etsyProblemsOf(body: string): readonly EtsyProblem[] {
  const value = jsonOf(body);
  // Anything else that is no JSON comes from an edge, and says nothing about the request.
  if (value === undefined) return body.search(SENTENCE) < 0 ? [] : sentences(body);
  return problemsOf(value);
}

function problemsOf(value: unknown): readonly EtsyProblem[] {
  if (typeof value === 'string') return textProblems(value);
  if (Array.isArray(value)) return recordsOf(value).flatMap(listed);
  const record = recordOf(value);
  const description = textOf(record['error_description']);
  const error = record['error'];
  if (typeof error === 'string') {
    return description === undefined
      ? textProblems(error)
      : [{ path: '', type: error, message: description }];
  }
  return error === undefined ? [] : problemsOf(error);
}

function listed(record: Readonly<Record<string, unknown>>): readonly EtsyProblem[] {
  const path = textOf(record['path']) ?? '';
  const message = textOf(record['message']) ?? '';
  const type = textOf(record['type']) ?? '';
  return path === '' && message === '' ? [] : [{ path, type, message }];
}

/** The text of `error` may itself be the JSON of a list. */
function textProblems(text: string): readonly EtsyProblem[] {
  const inner = /^\s*[[{]/.test(text) ? jsonOf(text) : undefined;
  const found = inner === undefined ? [] : problemsOf(inner);
  return found.length > 0 ? found : sentences(text);
}

function sentences(text: string): readonly EtsyProblem[] {
  const starts = [...text.matchAll(SENTENCE)];
  if (starts.length === 0) return text.trim() === '' ? [] : [{ path: '', type: '', message: text.trim() }];
  return starts.map((start, index) => ({
    path: start[1] ?? '',
    type: '',
    message: text.slice(start.index + start[0].length, starts[index + 1]?.index).trim(),
  }));
}
