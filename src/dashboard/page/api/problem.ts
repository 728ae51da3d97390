/** A wrong field, as an answer names it. */
export interface WrongField {
  readonly field: string;
  readonly code: string;
  readonly message: string;
}

/** An answer that is not 2xx, or none at all. */
export class Problem extends Error {
  /**
   * @param status HTTP status; 0 when nobody answered
   * @param code stable code of the problem
   * @param detail what went wrong, for a person
   * @param fields wrong fields, where there are any
   */
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
    readonly fields: readonly WrongField[] = [],
  ) {
    super(detail);
  }
}

/**
 * @param response an answer that is not 2xx
 * @returns what it says, or what its status says where its body is not problem details
 */
export async function problemOf(response: Response): Promise<Problem> {
  const body: unknown = await response.json().catch(() => null);
  const { code, detail, fields } = (body ?? {}) as Partial<
    Record<'code' | 'detail', string> & { readonly fields: readonly WrongField[] }
  >;
  return new Problem(
    response.status,
    code ?? 'http.unexpected',
    detail ?? `The server answered ${response.status}.`,
    fields,
  );
}

/**
 * @param error anything thrown
 * @returns what a person is told about it
 */
export function sentenceOf(error: unknown): string {
  if (!(error instanceof Problem)) return 'Something went wrong in this page. Load it again.';
  const reasons = error.fields.map(({ message }) => message).filter((message) => message !== error.message);
  return [error.message, ...reasons].join(' ');
}
