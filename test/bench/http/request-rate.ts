/**
 * Makes requests for a while, so many at once.
 * @param send makes the request of a number and waits for its answer
 * @param options how many at once, how long, and the number of the first
 * @returns requests per second, and how many were made
 */
export async function requestRate(
  send: (number: number) => Promise<unknown>,
  options: { readonly atOnce: number; readonly milliseconds: number; readonly from?: number },
): Promise<{ readonly rate: number; readonly requests: number }> {
  const from = options.from ?? 0;
  const startedAt = performance.now();
  let next = from;
  const client = async (): Promise<void> => {
    while (performance.now() - startedAt < options.milliseconds) {
      next += 1;
      await send(next - 1);
    }
  };
  await Promise.all(Array.from({ length: options.atOnce }, client));
  const requests = next - from;
  return { requests, rate: requests / ((performance.now() - startedAt) / 1000) };
}
