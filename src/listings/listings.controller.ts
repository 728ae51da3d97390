import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiProblem } from '../common/http/api-problem.decorator.ts';
import { IdPipe } from '../common/http/id.pipe.ts';
import { ApiPage } from '../common/pagination/api-page.decorator.ts';
import { Page } from '../common/pagination/page.ts';
import { RequireScope } from '../tenancy/auth/route-access.decorators.ts';
import { ListingQuery } from './dto/listing-query.ts';
import { ListingResponse } from './dto/listing-response.ts';
import { ListingNotFoundError, ListingsService } from './listings.service.ts';

/** What stands on the marketplaces, as last known. */
@ApiTags('listings')
@RequireScope('tenant')
@Controller('api/listings')
export class ListingsController {
  constructor(private readonly listings: ListingsService) {}

  /**
   * Lists listings.
   * @param query filters and page
   * @returns one page
   */
  @Get()
  @ApiOperation({
    summary: 'List listings',
    description: 'Newest first, ended ones too. Filters add up. Listings are changed by jobs only.',
  })
  @ApiPage(ListingResponse)
  @ApiProblem(400, 'request.invalid', 'The request is not valid; see the fields.')
  async list(@Query() query: ListingQuery): Promise<Page<ListingResponse>> {
    const page = await this.listings.list(query);
    return new Page(
      page.data.map((listing) => new ListingResponse(listing)),
      page.next_cursor,
    );
  }

  /**
   * Shows one listing.
   * @param id the listing's id
   * @returns the listing
   */
  @Get(':id')
  @ApiOperation({ summary: 'Show a listing', description: 'An ended one too, with what it showed last.' })
  @ApiOkResponse({ type: ListingResponse })
  @ApiProblem(404, 'listing.not_found', 'There is no listing 7.')
  async get(@Param('id', new IdPipe(ListingNotFoundError)) id: number): Promise<ListingResponse> {
    return new ListingResponse(await this.listings.get(id));
  }
}
