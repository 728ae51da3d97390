/**
 * The W3C trace context of one sending of a command (https://www.w3.org/TR/trace-context/, version 00). The command's id is the
 * trace and the execution of its step the parent, so that nothing has to be stored, and a log that has the command's id has the
 * trace.
 * @param commandId a UUID
 * @param attempt executions of the step begun, this one included
 * @returns the value of a `traceparent` header
 */
export function traceParentOf(commandId: string, attempt: number): string {
  const trace = commandId.replaceAll('-', '').toLowerCase();
  return `00-${trace}-${attempt.toString(16).padStart(16, '0')}-01`;
}
