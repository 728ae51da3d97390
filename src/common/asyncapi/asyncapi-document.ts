/** A part of an AsyncAPI document, or a JSON schema in it. */
export type Part = Readonly<Record<string, unknown>>;

/** What messages go over one address, as the code behind it describes them. */
export interface ChannelDescription {
  /** Name of the channel; the names of its messages in the document begin with it. */
  readonly name: string;
  /** Protocol, which names the server too. */
  readonly protocol: 'http' | 'ws';
  /** Everything of the channel but its messages and its server. */
  readonly channel: Part;
  /** Messages by the name that they carry on the wire. */
  readonly messages: Readonly<Record<string, Part>>;
  /** Operations by id: everything of them but the channel, and the names of the messages in question. */
  readonly operations: Readonly<
    Record<string, { readonly messages: readonly string[]; readonly operation: Part }>
  >;
  /** Schemas that the messages refer to, by name. */
  readonly schemas: Readonly<Record<string, Part>>;
}

/** What the document says beside the channels. */
export interface MessagesOptions {
  readonly version: string;
  /** Host and port, as clients reach them. */
  readonly host: string;
  /** Security scheme of operations that need a token. */
  readonly bearer: string;
}

const DESCRIPTION = `What StoFlow says and hears in messages: the WebSocket of browser extensions, and the stream of events
of a seller's program. What is asked and answered over HTTP is in the OpenAPI document.`;

/**
 * Describes channels for programs.
 * @param channels what goes over each address
 * @param options what cannot be read off the channels
 * @returns an AsyncAPI 3.0 document
 */
export function asyncApiDocument(channels: readonly ChannelDescription[], options: MessagesOptions): Part {
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'StoFlow messages',
      version: options.version,
      description: DESCRIPTION,
      license: { name: 'MIT', url: 'https://opensource.org/license/mit' },
    },
    defaultContentType: 'application/json',
    servers: Object.fromEntries(
      channels.map(({ protocol }) => [protocol, { host: options.host, protocol }] as const),
    ),
    channels: Object.fromEntries(channels.map((channel) => [channel.name, described(channel)])),
    operations: Object.fromEntries(channels.flatMap(operationsOf)),
    components: {
      messages: Object.fromEntries(channels.flatMap(componentsOf)),
      schemas: schemasOf(channels),
      securitySchemes: {
        [options.bearer]: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
      },
    },
  };
}

function described({ name, protocol, channel, messages }: ChannelDescription): Part {
  return {
    ...channel,
    servers: [{ $ref: `#/servers/${protocol}` }],
    messages: Object.fromEntries(
      Object.keys(messages).map((message) => [
        message,
        { $ref: `#/components/messages/${componentName(name, message)}` },
      ]),
    ),
  };
}

function operationsOf({ name, operations }: ChannelDescription): readonly (readonly [string, Part])[] {
  return Object.entries(operations).map(([id, { operation, messages }]) => [
    id,
    {
      ...operation,
      channel: { $ref: `#/channels/${name}` },
      messages: messages.map((message) => ({ $ref: `#/channels/${name}/messages/${message}` })),
    },
  ]);
}

function componentsOf({ name, messages }: ChannelDescription): readonly (readonly [string, Part])[] {
  return Object.entries(messages).map(([message, part]) => [
    componentName(name, message),
    { name: message, ...part },
  ]);
}

function schemasOf(channels: readonly ChannelDescription[]): Part {
  const all = new Map<string, Part>();
  for (const [name, schema] of channels.flatMap(({ schemas }) => Object.entries(schemas))) {
    if (all.has(name)) throw new Error(`two channels have a schema ${name}`);
    all.set(name, schema);
  }
  return Object.fromEntries(all);
}

/** Two channels may have messages of one name. */
const componentName = (channel: string, message: string): string => `${channel}.${message}`;
