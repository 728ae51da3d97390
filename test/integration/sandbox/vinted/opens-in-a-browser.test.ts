import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { VintedStandIn } from '../../../../src/sandbox/vinted/vinted-stand-in.ts';
import { openMember } from '../../../support/vinted-browser.ts';
import type { OpenedMember } from '../../../support/vinted-browser.ts';

describe('the pages of the Vinted stand-in', () => {
  const vinted = new VintedStandIn();
  let member: OpenedMember;
  beforeAll(async () => (member = await openMember(await vinted.start(), { login: 'lea.vintage' })));
  afterAll(() => vinted.stop());

  const open = (path: string, cookie = ''): Promise<Response> =>
    fetch(`${vinted.url}${path}`, { redirect: 'manual', headers: { cookie } });

  it('log a browser in, which then has the token of its session', async () => {
    const loggedIn = await open(`/member/log_in?session=${member.session}`);

    expect([loggedIn.status, loggedIn.headers.get('location')]).toEqual([303, '/']);
    const cookies = loggedIn.headers.getSetCookie();
    expect(cookies).toEqual(member.cookie.split('; ').map((pair) => `${pair}; Path=/; HttpOnly`));
    const page = await (await open('/', member.cookie)).text();
    expect(page).toContain(`"CSRF_TOKEN":"${member.csrf_token}"`);
    expect(page).toContain('Log out');
  });

  it('log nobody in by a session that is not there', async () => {
    const refused = await open('/member/log_in?session=none');

    expect([refused.status, refused.headers.getSetCookie()]).toEqual([404, []]);
    await expect(open('/').then((page) => page.text())).resolves.toContain('Log in');
  });
});
