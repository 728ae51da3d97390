import type { SiteAnswer, SiteForm, SiteRequest } from './site-answer.ts';
import type { PageOpened, Performed, PerformQuestion, TabQuestion } from './tab-messages.ts';

// Runs in every page of the site, in a world of its own: requests go out from the page's origin with the seller's cookies,
// and neither the extension nor StoFlow ever sees these. A script of a page cannot be a module, hence one file.

/** What the site's own upload form sends along. */
const FORM_HEADERS = {
  accept: 'application/json, text/plain, */*',
  'x-upload-form': 'true',
  'x-enable-dynamic-attribute-condition': 'true',
  'x-enable-dynamic-attribute-size': 'true',
  'x-enable-dynamic-attribute-video-game-rating': 'true',
};
const WHO: SiteRequest = { method: 'GET', path: '/api/v2/users/current', writes: false };
/** Commands that are remembered for a worker that comes after the one that gave them. */
const MOST_REMEMBERED = 50;

const performed = new Map<string, Promise<Performed>>();
let csrfToken = tokenIn(document.documentElement.innerHTML);

/** Sends one request and reads its answer. */
async function send(path: string, init: RequestInit, answerWithin: number): Promise<SiteAnswer> {
  if (!navigator.onLine) return { kind: 'offline' };
  try {
    const signal = AbortSignal.timeout(answerWithin);
    const response = await fetch(path, { credentials: 'same-origin', redirect: 'manual', signal, ...init });
    const text = await response.text();
    return {
      kind: 'answer',
      status: response.status,
      retry_after: response.headers.get('retry-after'),
      text,
    };
  } catch (error: unknown) {
    return { kind: 'lost', message: String(error) };
  }
}

/** Asks the site; where the session has run out it is renewed first, as the site itself does: a 401 had no effect. */
async function ask(request: SiteRequest, answerWithin: number): Promise<SiteAnswer> {
  const init = await initOf(request, answerWithin);
  const answer = await send(request.path, init, answerWithin);
  if (answer.kind !== 'answer' || answer.status !== 401) return answer;
  const renewed = await send(
    '/web/api/auth/refresh',
    { method: 'POST', headers: FORM_HEADERS },
    answerWithin,
  );
  if (renewed.kind !== 'answer' || renewed.status !== 200) return answer;
  return send(request.path, init, answerWithin);
}

async function initOf(
  { method, json, form, writes }: SiteRequest,
  answerWithin: number,
): Promise<RequestInit> {
  const headers = {
    ...FORM_HEADERS,
    ...(writes && { 'x-csrf-token': await token(answerWithin) }),
    ...(json !== undefined && { 'content-type': 'application/json' }),
  };
  if (form !== undefined) return { method, headers, body: formData(form) };
  return { method, headers, ...(json !== undefined && { body: JSON.stringify(json) }) };
}

/** The token against forged requests, which the site's pages carry; a page that is old enough has an old one. */
async function token(answerWithin: number): Promise<string> {
  if (csrfToken === undefined) {
    const page = await send('/', {}, answerWithin);
    csrfToken = page.kind === 'answer' ? tokenIn(page.text) : undefined;
  }
  return csrfToken ?? '';
}

function tokenIn(page: string): string | undefined {
  return /"CSRF_TOKEN":"([^"]+)"/.exec(page)?.[1];
}

function formData({ fields, file }: SiteForm): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  const bytes = Uint8Array.from(atob(file.base64), (character) => character.charCodeAt(0));
  form.append(file.field, new Blob([bytes], { type: file.type }), file.name);
  return form;
}

function userIdIn(answer: SiteAnswer): string | undefined {
  if (answer.kind !== 'answer' || answer.status !== 200) return undefined;
  try {
    const { user } = JSON.parse(answer.text) as { user?: { id?: unknown } };
    return Number.isInteger(user?.id) ? String(user?.id) : undefined;
  } catch {
    return undefined;
  }
}

/** Carries a command's request out: who is logged in is looked at right before, in the same breath. */
async function perform(question: PerformQuestion): Promise<Performed> {
  const { request, user_id: userId, send_before: sendBefore, answer_within: answerWithin } = question;
  const guarded = request.writes || request.personal === true;
  const before = guarded ? await ask(WHO, answerWithin) : undefined;
  const seen = before === undefined ? {} : { before };
  if (before !== undefined && userIdIn(before) !== userId) {
    // Whoever comes next has another token.
    csrfToken = undefined;
    return seen;
  }
  if (request.writes) await token(answerWithin);
  if (Date.now() > sendBefore) return { ...seen, late: true };
  const answer = await ask(request, answerWithin);
  const refused = answer.kind === 'answer' && answer.status === 403;
  // The site says the same to an old token and to a stranger.
  if (refused) csrfToken = undefined;
  const after = refused || request.personal === true ? await ask(WHO, answerWithin) : undefined;
  return { ...seen, answer, ...(after !== undefined && { after }) };
}

/** A second question about the same command gets the answer to the first one. */
function performOnce(question: PerformQuestion): Promise<Performed> {
  const known = performed.get(question.command_id);
  if (known !== undefined) return known;
  const performing = perform(question);
  performed.set(question.command_id, performing);
  const [oldest] = performed.keys();
  if (performed.size > MOST_REMEMBERED && oldest !== undefined) performed.delete(oldest);
  return performing;
}

function reply(question: TabQuestion): Promise<unknown> {
  switch (question.ask) {
    case 'ping':
      return Promise.resolve('here');
    case 'look':
      return ask(WHO, question.answer_within);
    case 'perform':
      return performOnce(question);
    case 'recall':
      return performed.get(question.command_id) ?? Promise.resolve(null);
  }
}

// The worker puts this script into tabs that were open before the extension was; it must not be there twice. One of an
// extension that was updated since hears nothing any more, and has lost its id.
const world = globalThis as { stoflow?: { readonly id: string | undefined } };
if (world.stoflow?.id === undefined) {
  world.stoflow = chrome.runtime;
  chrome.runtime.onMessage.addListener((question, _sender, answer) => {
    void reply(question as TabQuestion).then(answer);
    return true;
  });
  const opened: PageOpened = { tell: 'page_opened' };
  chrome.runtime.sendMessage(opened).catch(() => undefined);
}
