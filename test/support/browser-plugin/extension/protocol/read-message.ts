import type { ServerMessage } from './server-messages.ts';

type Check = (value: unknown) => boolean;

const text: Check = (value) => typeof value === 'string' && value !== '';
const flag: Check = (value) => typeof value === 'boolean';
const count: Check = (value) => Number.isInteger(value) && Number(value) >= 1;
const time: Check = (value) => typeof value === 'string' && !Number.isNaN(Date.parse(value));
const object: Check = (value) => isRecord(value);
const fields =
  (shape: Readonly<Record<string, Check>>): Check =>
  (value) =>
    isRecord(value) && Object.entries(shape).every(([name, check]) => check(value[name]));
const list =
  (entry: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(entry);
const oneOf =
  (...words: readonly string[]): Check =>
  (value) =>
    words.includes(value as string);

/** What each message must have; what else it has is not looked at. */
const SHAPES: Readonly<Record<ServerMessage['type'], Check>> = {
  paired: fields({ device_id: count, credential: text }),
  refused: fields({ reason: text, message: text, retry: flag }),
  welcome: fields({
    server_time: time,
    heartbeat_seconds: count,
    limits: fields({ max_bytes: count }),
    in_flight: list(fields({ command_id: text, action: oneOf('report', 'forget') })),
  }),
  command: fields({
    command_id: text,
    attempt: count,
    command: text,
    version: count,
    account: fields({ marketplace: text, user_id: text }),
    deadline: time,
    payload: object,
  }),
  resume: fields({ command_id: text }),
  cancel: fields({ command_id: text }),
  acknowledged: fields({ command_id: text }),
  ping: fields({ server_time: time }),
  error: fields({ code: text, message: text }),
};

/**
 * @param value anything
 * @returns whether it is an object with fields
 */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * @param value anything
 * @returns the message that a text is; undefined for one that this version of the protocol does not have, which is ignored
 */
export function readServerMessage(value: unknown): ServerMessage | undefined {
  let message: unknown;
  try {
    message = typeof value === 'string' ? JSON.parse(value) : undefined;
  } catch {
    return undefined;
  }
  if (!isRecord(message) || typeof message['type'] !== 'string') return undefined;
  if (!Object.hasOwn(SHAPES, message['type'])) return undefined;
  const type = message['type'] as ServerMessage['type'];
  return SHAPES[type](message) ? (message as unknown as ServerMessage) : undefined;
}
