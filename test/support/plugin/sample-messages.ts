import type { ClientMessage, ServerMessage } from '../../../src/plugin/protocol/messages.ts';

const ID = '0b2c6f6e-7a0e-4f57-9f7d-3c1f9a1f0c11';
const TIME = '2026-01-05T09:31:00.000Z';
const account = { marketplace: 'vinted', user_id: '81234567' };
const announced = { ...account, login: 'lea', state: 'ready' } as const;

/** A message of every type that a plugin sends, with every field it may have. */
export const CLIENT_SAMPLES: readonly ClientMessage[] = [
  { type: 'pair', code: '7-12-K7QF2MZD4X8P', plugin_version: '1.4.0', browser: 'Chrome 141' },
  {
    type: 'hello',
    protocols: [1],
    credential: `sfd_7_12_${'A'.repeat(43)}`,
    plugin_version: '1.4.0',
    browser: 'Chrome 141',
    capabilities: ['vinted.item.create@1'],
    accounts: [announced],
    journal_id: ID,
    in_flight: [{ command_id: ID, state: 'started' }],
  },
  { type: 'accounts', accounts: [announced] },
  { type: 'accepted', command_id: ID, attempt: 1 },
  { type: 'journal', command_id: ID, state: 'none', journal_id: ID },
  { type: 'result', command_id: ID, attempt: 1, status: 'done', data: { id: 1 }, observed_at: TIME },
  {
    type: 'result',
    command_id: ID,
    attempt: 2,
    status: 'failed',
    error: {
      kind: 'validation',
      message: 'Brand is missing',
      fields: [{ field: 'brand', message: 'Brand is missing' }],
      retry_after_ms: 1000,
    },
    http: { status: 400, code: 99, message_code: 'validation_error' },
    observed_at: TIME,
  },
  { type: 'paused', account, reason: 'rate_limited', until: TIME },
  { type: 'pong', server_time: TIME },
];

/** A message of every type that the server sends, with every field it may have. */
export const SERVER_SAMPLES: readonly ServerMessage[] = [
  { type: 'paired', device_id: 12, credential: 'sfd_7_12_secret' },
  {
    type: 'welcome',
    protocol: 1,
    session: 42,
    server_time: TIME,
    heartbeat_seconds: 20,
    limits: { max_bytes: 262_144, max_in_flight: 1 },
    accounts: [{ ...account, account_id: 3 }],
    in_flight: [{ command_id: ID, action: 'report' }],
  },
  { type: 'refused', reason: 'revoked', message: 'Removed.', retry: false },
  {
    type: 'command',
    command_id: ID,
    attempt: 1,
    command: 'vinted.item.create',
    version: 1,
    account,
    deadline: TIME,
    payload: {},
    traceparent: `00-${ID.replaceAll('-', '')}-0000000000000001-01`,
  },
  { type: 'resume', command_id: ID },
  { type: 'acknowledged', command_id: ID, known: true },
  { type: 'cancel', command_id: ID },
  { type: 'ping', server_time: TIME },
  {
    type: 'error',
    code: 'message.invalid',
    message: 'Wrong.',
    fields: [{ field: 'attempt', code: 'min', message: 'too small' }],
  },
];
