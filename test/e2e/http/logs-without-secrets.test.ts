import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Controller, Get, Logger, Module } from '@nestjs/common';
import { startTestApp } from '../../support/test-app.ts';
import type { TestApp } from '../../support/test-app.ts';
import { TEST_CREDENTIALS_KEY } from '../../support/test-config.ts';
import { issueTestToken, TEST_JWT_SECRET } from '../../support/tokens.ts';

@Controller('test/leaks')
class LeakingController {
  private readonly logger = new Logger('Leaking');

  @Get()
  leak(): never {
    this.logger.log({ credentials: { refresh_token: 'the-refresh-token' }, note: 'seen' }, 'with an object');
    this.logger.warn('a header was Authorization: Bearer the-bearer-token');
    throw new Error('failed with Bearer the-error-token', { cause: new Error('Bearer the-cause-token') });
  }
}

@Module({ controllers: [LeakingController] })
class LeakingModule {}

describe('the log', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startTestApp({ modules: [LeakingModule] });
  });

  afterAll(async () => {
    await app.close();
  });

  it('says what happened, in whose name, and contains no secret', async () => {
    const token = await issueTestToken({ tenant: 2 });
    const response = await fetch(`${app.url}/test/leaks?signature=the-signature`, {
      headers: { authorization: `Bearer ${token}`, cookie: 'session=the-cookie' },
    });
    expect(response.status).toBe(500);

    const log = app.logs.join('');
    for (const secret of [
      token,
      token.split('.')[2] ?? '',
      TEST_JWT_SECRET,
      TEST_CREDENTIALS_KEY,
      'the-refresh-token',
      'the-bearer-token',
      'the-error-token',
      'the-cause-token',
      'the-signature',
      'the-cookie',
    ]) {
      expect(log).not.toContain(secret);
    }
    const lines = app.logs.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines).toContainEqual(expect.objectContaining({ note: 'seen', credentials: '[redacted]' }));
    const id = response.headers.get('x-request-id');
    expect(lines).toContainEqual(
      expect.objectContaining({
        level: 'error',
        request_id: id,
        err: expect.objectContaining({ message: 'failed with Bearer [redacted]' }),
      }),
    );
    expect(lines).toContainEqual(
      expect.objectContaining({
        tenant: 2,
        req: { id, method: 'GET', path: '/test/leaks' },
        res: { status: 500 },
      }),
    );
  });
});
