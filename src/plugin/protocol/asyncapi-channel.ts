import type { ChannelDescription } from '../../common/asyncapi/asyncapi-document.ts';
import { MessageSchemas } from './message-schema.ts';
import type { Schema } from './message-schema.ts';
import { CLIENT_MESSAGES, SERVER_MESSAGES } from './messages.ts';
import type { MessageClasses } from './messages.ts';
import { MAX_MESSAGE_BYTES, PLUGIN_PATH, PROTOCOL_VERSIONS } from './vocabulary.ts';

const SUMMARIES: Readonly<Record<keyof typeof CLIENT_MESSAGES | keyof typeof SERVER_MESSAGES, string>> = {
  pair: 'Exchanges a pairing code for a credential.',
  hello: 'The first message of every connection of a paired browser.',
  accounts: 'The accounts of the browser have changed; replaces the earlier list.',
  accepted: 'A command has arrived and is in the journal.',
  journal: 'Answers resume where there is no result yet.',
  result: 'A command has ended; repeated until it is acknowledged.',
  paused: 'Nothing more is done for an account until it is announced as ready again.',
  pong: 'Answers a ping.',
  paired: 'The pairing code was right; the credential is shown this once.',
  welcome: 'The connection stands.',
  refused: 'The connection ends, and why.',
  command: 'Do this, at most once for this id.',
  resume: 'How does this command stand? Executes nothing.',
  acknowledged: 'The result is stored, or nobody waits for it.',
  cancel: 'Do not start this command if it has not been started.',
  ping: 'Keeps the worker of the extension awake, and carries the clock of the server.',
  error: 'A message was not understood and nothing came of it.',
};

/** What the rules of single fields cannot say. */
const CONDITIONS: Readonly<Record<string, Schema>> = {
  result: {
    if: { properties: { status: { const: 'done' } }, required: ['status'] },
    then: { required: ['data'] },
    else: { required: ['error'] },
  },
};

/** @returns the socket of browsers, described from the classes that its messages are checked with */
export function pluginChannel(): ChannelDescription {
  const schemas = new MessageSchemas();
  return {
    name: 'plugin',
    protocol: 'ws',
    channel: {
      address: PLUGIN_PATH,
      title: 'The WebSocket of the browser extension',
      description: `Protocol version ${PROTOCOL_VERSIONS.join(', ')}; in words in plugin_protocol.md. JSON text messages of at most ${MAX_MESSAGE_BYTES} bytes.`,
      bindings: { ws: { method: 'GET', bindingVersion: '0.1.0' } },
    },
    messages: { ...messagesOf(schemas, CLIENT_MESSAGES), ...messagesOf(schemas, SERVER_MESSAGES) },
    operations: {
      hearFromPlugin: {
        operation: { action: 'receive', summary: 'What StoFlow hears from a plugin.' },
        messages: Object.keys(CLIENT_MESSAGES),
      },
      tellPlugin: {
        operation: { action: 'send', summary: 'What StoFlow tells a plugin.' },
        messages: Object.keys(SERVER_MESSAGES),
      },
    },
    schemas: schemas.byName,
  };
}

function messagesOf(schemas: MessageSchemas, classes: MessageClasses): Record<string, Schema> {
  return Object.fromEntries(
    Object.entries(classes).map(([type, message]) => [
      type,
      {
        summary: SUMMARIES[type as keyof typeof SUMMARIES],
        payload: {
          allOf: [
            { type: 'object', properties: { type: { const: type } }, required: ['type'] },
            schemas.of(message, CONDITIONS[type]),
          ],
        },
      },
    ]),
  );
}
