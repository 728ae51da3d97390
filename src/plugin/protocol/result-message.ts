import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Max,
  MaxLength,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { IsMoment } from './moment.ts';
import { ERROR_KINDS, RESULT_STATUSES } from './vocabulary.ts';
import type { ErrorKind, ResultStatus } from './vocabulary.ts';

/** What the marketplace answered, as far as there was an answer: it is kept for whoever has to explain a failure. */
export class HttpFacts {
  @IsInt()
  @Min(100)
  @Max(599)
  status!: number;

  /** The marketplace's own number, from the body. */
  @IsOptional()
  @IsInt()
  code?: number;

  /** The marketplace's own name for it, from the body. */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  message_code?: string;
}

/** A field that the marketplace refused, with its own name for it. */
export class RefusedField {
  @IsString()
  @Length(1, 200)
  field!: string;

  @IsString()
  @MaxLength(1000)
  message!: string;
}

/** Why a command did not end with an effect. */
export class CommandError {
  @IsIn(ERROR_KINDS)
  kind!: ErrorKind;

  /** The marketplace's own words, or the plugin's. */
  @IsOptional()
  @IsString()
  @MaxLength(2000)
  message?: string;

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(100)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => RefusedField)
  fields?: RefusedField[];

  /** How long the marketplace asked to wait, in milliseconds. */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(7 * 86_400_000)
  retry_after_ms?: number;
}

/** Plugin → server: a command has ended. Sent again until `acknowledged`, also on later connections. */
export class ResultMessage {
  @IsUUID()
  command_id!: string;

  /** Of the command that was executed. */
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  attempt!: number;

  @IsIn(RESULT_STATUSES)
  status!: ResultStatus;

  /** What the command returned, by its type; only where it is `done`. */
  @ValidateIf((message: ResultMessage) => message.status === 'done')
  @IsObject()
  data?: Record<string, unknown>;

  /** Required unless it is `done`. */
  @ValidateIf((message: ResultMessage) => message.status !== 'done')
  @IsObject()
  @ValidateNested()
  @Type(() => CommandError)
  error?: CommandError;

  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => HttpFacts)
  http?: HttpFacts;

  /** When it ended, by the plugin's clock. */
  @IsMoment()
  observed_at!: string;
}
