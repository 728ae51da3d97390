/**
 * Waits for a condition.
 * @param condition checked until it holds
 * @param everyMs milliseconds between two checks
 */
export async function until(condition: () => Promise<boolean>, everyMs = 10): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, everyMs));
}
