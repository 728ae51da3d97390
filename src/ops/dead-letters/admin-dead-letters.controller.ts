import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiProblem } from '../../common/http/api-problem.decorator.ts';
import { ApiPage } from '../../common/pagination/api-page.decorator.ts';
import { Page } from '../../common/pagination/page.ts';
import { RequireScope } from '../../tenancy/auth/route-access.decorators.ts';
import { AllDeadLetters } from './all-dead-letters.ts';
import { AdminDeadLetterQuery } from './dto/dead-letter-query.ts';
import { TenantDeadLettersResponse } from './dto/dead-letter-responses.ts';
import { JobSelections } from './job-selections.ts';

/** Dead letters of all tenants, for operators: counts only. */
@ApiTags('admin')
@RequireScope('admin')
@Controller('api/admin/dead-letters')
export class AdminDeadLettersController {
  constructor(
    private readonly letters: AllDeadLetters,
    private readonly selections: JobSelections,
  ) {}

  /**
   * Counts the dead letters of tenants.
   * @param query filters and page
   * @returns a page of tenants
   */
  @Get()
  @ApiOperation({
    summary: 'Count dead letters by tenant and error',
    description:
      'A page is so many tenants, those without dead letters too. Only counts: what the jobs were about is the ' +
      "tenant's. A tenant whose tables cannot be read has `readable: false` and does not hide the others.",
  })
  @ApiPage(TenantDeadLettersResponse)
  @ApiProblem(400, 'request.invalid', 'The request is not valid; see the fields.')
  async list(@Query() query: AdminDeadLetterQuery): Promise<Page<TenantDeadLettersResponse>> {
    return this.letters.page(this.selections.ofQuery(query), query.cursor, query.limit);
  }
}
