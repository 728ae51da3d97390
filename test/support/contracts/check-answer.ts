import type { RecordedCall } from '../recording-proxy/recorded-call.ts';
import type { ContractMatch } from './contract.ts';
import { mediaType, readBody } from './read-body.ts';
import type { SchemaChecker } from './schema-checker.ts';

/** Statuses that any gateway in front of an API may answer, whether or not an operation declares them. */
const EDGE_STATUSES: readonly number[] = [401, 403, 404, 409, 411, 413, 415, 429, 500, 502, 503, 504];

/**
 * Compares an answer with its operation: status, content type, body.
 *
 * @param answer the recorded answer
 * @param match the operation
 * @param schemas the contract's schemas
 * @returns what the contract refuses, and whether the status is one that the operation declares
 */
export async function checkAnswer(
  answer: NonNullable<RecordedCall['answer']>,
  match: ContractMatch,
  schemas: SchemaChecker,
): Promise<{ readonly problems: readonly string[]; readonly declared: boolean }> {
  const responses = match.operation.responses ?? {};
  const response = responses[String(answer.status)] ?? responses['default'];
  if (response === undefined) return { problems: await checkEdge(answer, match, schemas), declared: false };
  const contentType = answer.headers['content-type'] ?? '';
  const empty = answer.body.byteLength === 0;
  if (response.content === undefined) {
    return { problems: empty ? [] : [`${answer.status} must have no body`], declared: true };
  }
  const schema = response.content[mediaType(contentType)]?.schema;
  if (empty) {
    // OpenAPI cannot say "may be empty": an absent body fits when an empty object would.
    const [declaredSchema] = Object.values(response.content);
    return { problems: schemas.check(declaredSchema?.schema ?? {}, {}, false), declared: true };
  }
  if (schema === undefined) {
    return {
      problems: [`${answer.status} with content type ${contentType} is not expected`],
      declared: true,
    };
  }
  return { problems: schemas.check(schema, await parse(contentType, answer.body), false), declared: true };
}

async function checkEdge(
  answer: NonNullable<RecordedCall['answer']>,
  match: ContractMatch,
  schemas: SchemaChecker,
): Promise<readonly string[]> {
  if (!EDGE_STATUSES.includes(answer.status)) return [`status ${answer.status} is not declared`];
  const contentType = answer.headers['content-type'] ?? '';
  // Only an error that claims to be the API's own must look like one.
  if (mediaType(contentType) !== 'application/json') return [];
  if (match.contract.document.components?.schemas?.['ErrorResponse'] === undefined) return [];
  const body = await parse(contentType, answer.body);
  return schemas.check({ $ref: '#/components/schemas/ErrorResponse' }, body, false);
}

async function parse(contentType: string, body: Buffer): Promise<unknown> {
  try {
    return await readBody(contentType, body);
  } catch (error: unknown) {
    return `unreadable: ${String(error)}`;
  }
}
