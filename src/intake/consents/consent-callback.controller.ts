import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Public } from '../../tenancy/auth/route-access.decorators.ts';
import { BROWSER_COOKIE } from './browser-cookie.ts';
import { ConsentAnswers } from './consent-answers.ts';
import type { ConsentOutcome } from './consent-answers.ts';
import { ConsentUnknownError, ConsentDeniedError } from './consent-errors.ts';
import { consentOfState } from './consent-secrets.ts';

/** Longest code that is sent on; the longest known have about 200 characters. */
const MAX_CODE = 4096;

/**
 * Where marketplaces send browsers back to. It is for browsers and not for programs, so it is not part of the API: it always
 * leads to the page, which tells what became of it.
 */
@ApiExcludeController()
@Public()
@Controller('oauth')
export class ConsentCallbackController {
  constructor(private readonly answers: ConsentAnswers) {}

  /**
   * Takes the answer of a marketplace.
   * @param marketplace its name in the catalogue
   * @param query `code` and `state`, or `error`
   * @param request brings the cookie of the browser that began
   * @param response leads to the page
   */
  @Get(':marketplace/callback')
  async take(
    @Param('marketplace') marketplace: string,
    @Query() query: Readonly<Record<string, unknown>>,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { code, state, error } = query;
    const claimed = typeof state === 'string' ? consentOfState(state) : undefined;
    const given = typeof code === 'string' && code !== '' && code.length <= MAX_CODE ? code : undefined;
    const isDenial = error !== undefined && given === undefined;
    // The address has the code in it: nothing that the page loads may be told where it was before.
    response.setHeader('referrer-policy', 'no-referrer');
    response.setHeader('cache-control', 'no-store');
    if (typeof state !== 'string' || claimed === undefined || (given === undefined && !isDenial)) {
      const { code: problem } = isDenial ? new ConsentDeniedError() : new ConsentUnknownError();
      leadToPage(response, { code: problem, accountId: null });
      return;
    }
    const browser = BROWSER_COOKIE.read(request, claimed);
    const outcome = await this.answers.take({ marketplace, claimed, state, browser, code: given });
    leadToPage(response, outcome);
  }
}

/** Relative to the address of the callback, which a proxy may have put below a path of its own. */
function leadToPage(response: Response, { code, accountId }: ConsentOutcome): void {
  const isConnected = code === 'connected' || code === 'reconnected';
  const query = new URLSearchParams({ consent: code, ...(isConnected && { check: 'now' }) });
  const place = accountId === null ? 'accounts' : `accounts/${accountId}`;
  response.redirect(303, `../../#/${place}?${query.toString()}`);
}
