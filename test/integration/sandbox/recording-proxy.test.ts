import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { EbayStandIn } from '../../../src/sandbox/ebay/ebay-stand-in.ts';
import { RecordingProxy } from '../../support/recording-proxy.ts';
import { control, effectsOf, RawEbayClient } from './raw-ebay-client.ts';

describe('a recording proxy in front of a stand-in', () => {
  let ebay: EbayStandIn;
  let proxy: RecordingProxy;
  let seller: RawEbayClient;

  beforeEach(async () => {
    ebay = new EbayStandIn();
    proxy = new RecordingProxy(await ebay.start());
    seller = await RawEbayClient.open(ebay.url, { name: 'anna' }, await proxy.start());
    proxy.reset();
  });
  afterEach(async () => {
    await proxy.stop();
    await ebay.stop();
  });

  it('records calls in order with their bodies and answers', async () => {
    await seller.putItem('REC1', 'https://pictures.example/1.jpg');
    await seller.createOffer('REC1');
    expect(proxy.calls.map(({ number, method, path, ending }) => [number, method, path, ending])).toEqual([
      [1, 'PUT', '/sell/inventory/v1/inventory_item/REC1', 'answered'],
      [2, 'POST', '/sell/inventory/v1/offer', 'answered'],
    ]);
    expect(JSON.parse(proxy.calls[1]?.body.toString() ?? '')).toMatchObject({ sku: 'REC1' });
    expect(JSON.parse(proxy.calls[1]?.answer?.body.toString() ?? '')).toHaveProperty('offerId');
  });

  it('loses the answer of the call it was told to, after the effect', async () => {
    await seller.putItem('REC1', 'https://pictures.example/1.jpg');
    proxy.rule({ when: 2, then: { do: 'lose_answer' } });
    await expect(seller.createOffer('REC1')).rejects.toThrow();
    expect(proxy.calls[1]).toMatchObject({ ending: 'lost', answer: { status: 201 } });
    expect((await effectsOf(ebay.url)).orphan_drafts).toBe(1);
  });

  it('fails before forwarding, without an effect', async () => {
    proxy.rule({ when: ({ method }) => method === 'PUT', then: { do: 'fail_before' }, times: 1 });
    await expect(seller.putItem('REC1', 'https://pictures.example/1.jpg')).rejects.toThrow();
    expect(proxy.calls[0]).toMatchObject({ ending: 'never_sent', answer: undefined });
    expect((await seller.putItem('REC1', 'https://pictures.example/1.jpg')).status).toBe(201);
  });

  it('answers 500 after forwarding', async () => {
    proxy.rule({ when: 1, then: { do: 'error_after' } });
    expect((await seller.putItem('REC1', 'https://pictures.example/1.jpg')).status).toBe(500);
    expect(proxy.calls[0]).toMatchObject({ ending: 'replaced', answer: { status: 201 } });
  });

  it('delays a call and then passes it on', async () => {
    proxy.rule({ when: 1, then: { do: 'delay', ms: 30 } });
    const started = performance.now();
    expect((await seller.putItem('REC1', 'https://pictures.example/1.jpg')).status).toBe(201);
    expect(performance.now() - started).toBeGreaterThanOrEqual(29);
  });

  it('passes on that the stand-in itself cut the connection', async () => {
    await control(ebay.url, 'PUT', 'faults', { script: [{ operation: '*', fault: 'lose_answer', nth: 1 }] });
    await expect(seller.putItem('REC1', 'https://pictures.example/1.jpg')).rejects.toThrow();
    expect(proxy.calls[0]).toMatchObject({ ending: 'cut_by_server', answer: undefined });
  });
});
