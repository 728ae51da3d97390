import { ApiProperty } from '@nestjs/swagger';
import { redactSecrets } from '../../common/logging/redact-secrets.ts';
import type { JobEvent } from '../../ledger/job-event.entity.ts';

/** A line of a job's history as the API returns it. */
export class JobEventResponse {
  @ApiProperty({ type: Number, example: 5001 })
  readonly id: number;
  @ApiProperty({ type: String, format: 'date-time' })
  readonly at: Date;
  @ApiProperty({
    type: String,
    example: 'backoff',
    description:
      'created, refused, started, backoff, rate, reconciling, ended, cancelled, paused, resumed, retried, begun_anew, …',
  })
  readonly type: string;
  @ApiProperty({ type: String, nullable: true, example: 'pending', description: 'the status it led to' })
  readonly to_status: string | null;
  @ApiProperty({ type: String, example: 'worker 4c2e…', description: 'who did it' })
  readonly actor: string;
  @ApiProperty({ type: String, nullable: true, example: 'The marketplace did not answer in time.' })
  readonly reason: string | null;
  @ApiProperty({ type: Object, nullable: true })
  readonly details: unknown;

  /** @param event a row of the history */
  constructor(event: JobEvent) {
    this.id = event.id;
    this.at = event.at;
    this.type = event.type;
    this.to_status = event.toStatus ?? null;
    this.actor = event.actor;
    this.reason = event.reason ?? null;
    this.details = redactSecrets(event.details ?? null);
  }
}
