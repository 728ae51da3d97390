import { IsOptional, IsString, Matches } from 'class-validator';
import type { CommandShape } from '../../plugin/command-shape.ts';

/** What `vinted.session.read@1` takes: nothing. */
// eslint-disable-next-line @typescript-eslint/no-extraneous-class -- the shape of nothing
export class SessionRead {}

/** What `vinted.session.read@1` returns. */
export class ReadSession {
  /** Vinted's number of the member who is logged in. */
  @Matches(/^[1-9]\d*$/)
  user_id!: string;

  @IsOptional()
  @IsString()
  login?: string | null;
}

/** Looks who is logged in; where it is somebody else than the account's owner it fails with `wrong_account`. */
export const SESSION_READ: CommandShape<SessionRead, ReadSession> = {
  name: 'vinted.session.read',
  version: 1,
  payload: SessionRead,
  data: ReadSession,
};
