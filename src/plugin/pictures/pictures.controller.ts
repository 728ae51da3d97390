import { Controller, Get, Param, Req, Res, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { ApiProblem } from '../../common/http/api-problem.decorator.ts';
import { DomainError } from '../../domain/errors.ts';
import { PictureError } from '../../products/pictures/picture-error.ts';
import { PictureFetcher } from '../../products/pictures/picture-fetcher.ts';
import type { FetchedPicture } from '../../products/pictures/picture-fetcher.ts';
import { Public } from '../../tenancy/auth/route-access.decorators.ts';
import { PICTURES_PATH, PictureLinks } from './picture-links.ts';

/** Pictures for browsers, by signed address. */
@ApiTags('plugin')
@Public()
@Controller(PICTURES_PATH.slice(1))
export class PicturesController {
  constructor(
    private readonly links: PictureLinks,
    private readonly pictures: PictureFetcher,
  ) {}

  /**
   * Serves one picture. Any page may read it: the signature is the permission, and extensions have an origin of
   * their own.
   * @param token what a command carried
   * @param request the request, which ends the download when it is given up
   * @param response the answer, for its headers
   * @returns the bytes
   */
  @Get(':token')
  @ApiParam({ name: 'token', description: 'what a command carried', example: 'MTczNjA3.kZ8' })
  @ApiOperation({
    summary: 'Fetch a picture by signed address',
    description:
      'For the browser extension; the path is part of a command and good for 15 minutes. It needs no token.',
  })
  @ApiProduces('image/jpeg', 'image/png', 'image/webp', 'image/gif')
  @ApiOkResponse({ description: 'the picture', schema: { type: 'string', format: 'binary' } })
  @ApiProblem(404, 'picture.link_invalid', 'This picture link is wrong or too old.')
  @ApiProblem(422, 'picture.not_found', 'The picture cannot be fetched from where it is kept.')
  @ApiProblem(503, 'picture.unreachable', 'The picture cannot be fetched from where it is kept.')
  async show(
    @Param('token') token: string,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const picture = this.links.open(token);
    if (picture === undefined) {
      throw new DomainError('picture.link_invalid', 'not_found', 'This picture link is wrong or too old.');
    }
    const gone = new AbortController();
    request.once('close', () => {
      if (!response.writableEnded) gone.abort(new Error('the reader has gone'));
    });
    const { bytes, contentType } = await this.fetch(picture.url, gone.signal);
    response.setHeader('access-control-allow-origin', '*');
    response.setHeader('cross-origin-resource-policy', 'cross-origin');
    response.setHeader('cache-control', 'private, no-store');
    return new StreamableFile(bytes, { type: contentType, length: bytes.length });
  }

  /** Whoever holds a link may have the picture, and need not learn where the seller keeps it. */
  private async fetch(url: string, signal: AbortSignal): Promise<FetchedPicture> {
    try {
      return await this.pictures.fetch(url, signal);
    } catch (error: unknown) {
      if (!(error instanceof PictureError)) throw error;
      throw new DomainError(error.code, error.kind, 'The picture cannot be fetched from where it is kept.');
    }
  }
}
