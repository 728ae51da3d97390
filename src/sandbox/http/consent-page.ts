import type { Answer, Exchange } from './exchange.ts';

/** What the page on which a seller consents is about. */
export interface ConsentPage {
  /** How the marketplace is written. */
  readonly marketplace: string;
  /** Names of the accounts that somebody may be logged in with. */
  readonly accounts: readonly string[];
  /** What the application asks for. */
  readonly scopes: readonly string[];
}

/** What a seller has chosen on the page. */
export type ConsentChoice =
  | { readonly kind: 'allow'; readonly account: string }
  | { readonly kind: 'deny' }
  | { readonly kind: 'none' };

/**
 * Reads what was chosen. A choice is the same address once more, with `answer=allow&as=<account>` or `answer=deny`.
 *
 * @param query the query of the page
 * @returns the choice
 */
export function consentChoice(query: URLSearchParams): ConsentChoice {
  const answer = query.get('answer');
  if (answer === 'deny') return { kind: 'deny' };
  return answer === 'allow' ? { kind: 'allow', account: query.get('as') ?? '' } : { kind: 'none' };
}

/**
 * Shows the page. Nobody logs in to a stand-in, so the seller says who it is by the link that is followed.
 *
 * @param exchange the request for the page
 * @param page what it is about
 * @returns the page, with a link for each account and one to decline
 */
export function showConsentPage(exchange: Exchange, page: ConsentPage): Answer {
  const link = (choice: Readonly<Record<string, string>>, text: string): string => {
    const query = new URLSearchParams([...exchange.query, ...Object.entries(choice)]);
    return `<p><a href="${escape(`${exchange.path}?${query.toString()}`)}">${escape(text)}</a></p>`;
  };
  const scopes = page.scopes.map((scope) => `<li>${escape(scope)}</li>`).join('');
  const accounts = page.accounts.map((name) => link({ answer: 'allow', as: name }, `Allow as ${name}`));
  return consentHtml(
    200,
    page.marketplace,
    `<h1>Let StoFlow act for you?</h1><ul>${scopes}</ul>${accounts.join('')}${link({ answer: 'deny' }, 'Decline')}`,
  );
}

/**
 * Refuses to show the page: what is wrong with the request is not told to whoever it names as its sender.
 *
 * @param marketplace how the marketplace is written
 * @param problem what is wrong
 * @returns a page with the status 400
 */
export function refuseConsent(marketplace: string, problem: string): Answer {
  return consentHtml(400, marketplace, `<h1>The application asked wrongly</h1><p>${escape(problem)}</p>`);
}

/**
 * Sends the browser back to the application.
 *
 * @param to its address
 * @param answer what is added to its query
 * @returns the redirect
 */
export function sendBack(to: string, answer: Readonly<Record<string, string>>): Answer {
  const url = new URL(to);
  for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, value);
  return { status: 302, headers: { location: url.href } };
}

function consentHtml(status: number, marketplace: string, body: string): Answer {
  const page = `<!doctype html><html lang="en"><meta charset="utf-8"><link rel="icon" href="data:,"><title>${marketplace} stand-in</title>${body}</html>`;
  return { status, headers: { 'content-type': 'text/html; charset=utf-8' }, bytes: Buffer.from(page) };
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
