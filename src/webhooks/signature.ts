import { createHmac } from 'node:crypto';

/**
 * Signs a delivery as Standard Webhooks has it, so that receivers can check who sent what, and when.
 * @param keys the endpoint's: more than one while receivers change to a new secret; any of the signatures is enough
 * @param id of the message; the same at every attempt
 * @param at when it is sent
 * @param body exactly as it is sent
 * @returns headers by name
 */
export function signedHeaders(
  keys: readonly Buffer[],
  id: string,
  at: Date,
  body: string,
): Record<string, string> {
  const seconds = Math.floor(at.getTime() / 1000);
  const signatures = keys.map(
    (key) => `v1,${createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64')}`,
  );
  return {
    'webhook-id': id,
    'webhook-timestamp': String(seconds),
    'webhook-signature': signatures.join(' '),
  };
}
