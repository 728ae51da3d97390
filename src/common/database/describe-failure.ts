import { DriverException } from '@mikro-orm/core';

/**
 * Says why a statement failed, without its text: that may carry a seller's data.
 * @param error what was thrown
 * @returns the database's own words with the SQLSTATE, or the error's message
 */
export function describeFailure(error: unknown): string {
  if (error instanceof DriverException) {
    // The ORM puts the statement before the database's words.
    const words = error.message.split(' - ').at(-1) ?? error.message;
    return error.code === undefined ? words : `${words} (SQLSTATE ${error.code})`;
  }
  // Where a name stands for several addresses, each refused for a reason of its own.
  if (error instanceof AggregateError && error.errors.length > 0) {
    return [...new Set(error.errors.map(describeFailure))].join(', ');
  }
  return hasMessage(error) ? error.message : String(error);
}

function hasMessage(value: unknown): value is { readonly message: string } {
  return (
    typeof value === 'object' && value !== null && 'message' in value && typeof value.message === 'string'
  );
}
