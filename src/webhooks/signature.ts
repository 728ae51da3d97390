import { createHmac } from 'node:crypto';

/**
 * Signs a delivery as Standard Webhooks has it, so that receivers can check who sent what, and when.
 * @param key the endpoint's
 * @param id of the message; the same at every attempt
 * @param at when it is sent
 * @param body exactly as it is sent
 * @returns headers by name
 */
export function signedHeaders(key: Buffer, id: string, at: Date, body: string): Record<string, string> {
  const seconds = Math.floor(at.getTime() / 1000);
  const signature = createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': String(seconds), 'webhook-signature': `v1,${signature}` };
}
