import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { SkipThrottle } from '@nestjs/throttler';
import type { Request, Response } from 'express';
import { AppConfig } from '../config/app-config.ts';
import { DomainError } from '../domain/errors.ts';
import { Public } from '../tenancy/auth/route-access.decorators.ts';
import { contentPolicy } from './content-policy.ts';
import { PageFiles } from './page-files.ts';
import type { PageFile } from './page-files.ts';

/** A name that changes with the content is good for a year, which is as long as a cache is told. */
const FOR_EVER = 'public, max-age=31536000, immutable';

/** The page a person looks at. It is public and knows nothing: what it shows it asks of the API, with the reader's token. */
@ApiExcludeController()
@Public()
@SkipThrottle()
@Controller()
export class PageController {
  private readonly policy: string;

  constructor(
    private readonly files: PageFiles,
    config: AppConfig,
  ) {
    this.policy = contentPolicy(config.PICTURE_ORIGINS);
  }

  /**
   * Serves the document.
   * @param request says which encodings the browser takes
   * @param response the answer
   * @throws {DomainError} `page.not_built` where only the program was compiled
   */
  @Get()
  document(@Req() request: Request, @Res() response: Response): void {
    const { document } = this.files;
    if (document === undefined) {
      throw new DomainError(
        'page.not_built',
        'unavailable',
        'The page was not built: npm run build makes it.',
      );
    }
    response.setHeader('content-security-policy', this.policy);
    // It names the assets, so it is asked for anew each time.
    send(document, 'no-cache', request, response);
  }

  /**
   * Serves one file of the page.
   * @param name its name with the hash of its content
   * @param request says which encodings the browser takes
   * @param response the answer
   * @throws {DomainError} `page.asset_not_found`
   */
  @Get('assets/:name')
  asset(@Param('name') name: string, @Req() request: Request, @Res() response: Response): void {
    const file = this.files.asset(name);
    if (file === undefined) {
      throw new DomainError('page.asset_not_found', 'not_found', 'The page has no such file. Load it again.');
    }
    send(file, FOR_EVER, request, response);
  }
}

function send(file: PageFile, cache: string, request: Request, response: Response): void {
  const encoding = request.acceptsEncodings([...file.encoded.keys()]);
  const body = encoding === false ? undefined : file.encoded.get(encoding);
  response.setHeader('content-type', file.type);
  response.setHeader('cache-control', cache);
  response.setHeader('vary', 'Accept-Encoding');
  if (body !== undefined && encoding !== false) response.setHeader('content-encoding', encoding);
  response.end(body ?? file.plain);
}
