import {
  AcceptedMessage,
  AccountsMessage,
  HelloMessage,
  JournalMessage,
  PairMessage,
  PausedMessage,
  PongMessage,
} from './client-messages.ts';
import { ResultMessage } from './result-message.ts';
import {
  AcknowledgedMessage,
  CancelMessage,
  CommandMessage,
  ErrorMessage,
  PairedMessage,
  PingMessage,
  RefusedMessage,
  ResumeMessage,
  WelcomeMessage,
} from './server-messages.ts';

/** Messages a plugin sends, by the `type` they carry. */
export const CLIENT_MESSAGES = {
  pair: PairMessage,
  hello: HelloMessage,
  accounts: AccountsMessage,
  accepted: AcceptedMessage,
  journal: JournalMessage,
  result: ResultMessage,
  paused: PausedMessage,
  pong: PongMessage,
} as const;

/** Messages the server sends, by the `type` they carry. */
export const SERVER_MESSAGES = {
  paired: PairedMessage,
  welcome: WelcomeMessage,
  refused: RefusedMessage,
  command: CommandMessage,
  resume: ResumeMessage,
  acknowledged: AcknowledgedMessage,
  cancel: CancelMessage,
  ping: PingMessage,
  error: ErrorMessage,
} as const;

/** Message classes by type. */
export type MessageClasses = Readonly<Record<string, new () => object>>;

/** A message of one direction, as it is on the wire: its type beside its fields. */
export type MessageOf<Classes extends MessageClasses> = {
  readonly [Type in keyof Classes & string]: { readonly type: Type } & Readonly<InstanceType<Classes[Type]>>;
}[keyof Classes & string];

/** What a plugin may send. */
export type ClientMessage = MessageOf<typeof CLIENT_MESSAGES>;
/** What the server may send. */
export type ServerMessage = MessageOf<typeof SERVER_MESSAGES>;

/**
 * @param message what the server says
 * @returns it as it is on the wire, once for however many it is sent to
 */
export function encode(message: ServerMessage): Buffer {
  return Buffer.from(JSON.stringify(message));
}
