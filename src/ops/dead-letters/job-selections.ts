import { Injectable } from '@nestjs/common';
import { invalidRequest } from '../../common/http/validation.ts';
import type { ErrorClass } from '../../domain/error-entry.ts';
import { HandlerRegistry } from '../../handlers/registry/handler-registry.ts';
import type { JobSelection } from '../../ledger/job-selection.ts';
import { OPEN_STATUSES } from './dto/bulk-requests.ts';
import type { BulkCancelDto, BulkSelectionDto, RedriveDto } from './dto/bulk-requests.ts';
import type { DeadLetterFilter } from './dto/dead-letter-query.ts';

/** Statuses of jobs that ended without having done what was asked for. Who cancelled one wanted that. */
const DEAD = ['failed', 'expired'] as const;

/** Turns what was asked for into a selection of jobs. */
@Injectable()
export class JobSelections {
  constructor(private readonly registry: HandlerRegistry) {}

  /**
   * @param filter a query
   * @returns the dead letters that are meant
   */
  ofQuery(filter: DeadLetterFilter): JobSelection {
    return {
      statuses: DEAD,
      marketplace: filter.marketplace,
      actionCode: filter.action_code,
      accountId: filter.account_id,
      productId: filter.product_id,
      batchId: filter.batch_id,
      errorCodes: this.codes(filter.error_code, filter.error_class),
      endedFrom: filter.ended_from,
      endedTo: filter.ended_to,
    };
  }

  /**
   * @param body a request to redrive
   * @returns the dead letters that are meant
   * @throws {DomainError} `request.invalid` for a body that says nothing
   */
  ofRedrive(body: RedriveDto): JobSelection {
    assertSaysSomething(body, [body.ended_from, body.ended_to]);
    return { ...this.common(body), statuses: DEAD, endedFrom: body.ended_from, endedTo: body.ended_to };
  }

  /**
   * @param body a request to cancel
   * @returns the open jobs that are meant
   * @throws {DomainError} `request.invalid` for a body that says nothing
   */
  ofCancel(body: BulkCancelDto): JobSelection {
    assertSaysSomething(body, [body.status, body.created_from, body.created_to]);
    return {
      ...this.common(body),
      statuses: body.status ?? OPEN_STATUSES,
      createdFrom: body.created_from,
      createdTo: body.created_to,
    };
  }

  private common(body: BulkSelectionDto): Omit<JobSelection, 'statuses'> {
    return {
      marketplace: body.marketplace,
      actionCode: body.action_code,
      accountId: body.account_id,
      productId: body.product_id,
      batchId: body.batch_id,
      errorCodes: this.codes(body.error_codes, body.error_class),
    };
  }

  private codes(
    codes: readonly string[] | undefined,
    kind: ErrorClass | undefined,
  ): readonly string[] | undefined {
    if (kind === undefined) return codes;
    const { errors } = this.registry;
    return codes?.filter((code) => errors.classOf(code) === kind) ?? errors.codesOf(kind);
  }
}

/** A body from which a condition was lost on the way must not be taken for a wish about everything. */
function assertSaysSomething(body: BulkSelectionDto, further: readonly unknown[]): void {
  const { marketplace, action_code, account_id, product_id, batch_id, error_codes, error_class } = body;
  const said = [
    marketplace,
    action_code,
    account_id,
    product_id,
    batch_id,
    error_codes,
    error_class,
    ...further,
  ];
  if (body.all === true || said.some((value) => value !== undefined)) return;
  const message = 'give at least one condition, or all: true';
  throw invalidRequest([{ field: 'all', code: 'required', message }]);
}
