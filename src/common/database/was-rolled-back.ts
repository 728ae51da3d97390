/** SQLSTATE classes of errors that come with the end of the connection: what became of a commit is not known then. */
const CONNECTION_IS_GONE = /^(?:08|57P)/;

/**
 * Tells an error of a statement from the loss of the connection.
 * @param error what a statement or a transaction threw
 * @returns true when the server itself refused, so that certainly nothing of the transaction is there
 */
export function wasRolledBack(error: unknown): boolean {
  return (
    error instanceof Error &&
    'severity' in error &&
    'code' in error &&
    typeof error.code === 'string' &&
    !CONNECTION_IS_GONE.test(error.code)
  );
}
