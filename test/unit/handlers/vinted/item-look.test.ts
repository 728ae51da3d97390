import { describe, expect, it } from '@jest/globals';
import { PluginQuestions } from '../../../../src/handlers/plugin/plugin-questions.ts';
import { ItemLook } from '../../../../src/handlers/vinted/delete/item-look.ts';
import type { PluginQuestion } from '../../../../src/plugin/commands/plugin-commands.ts';
import { aJob, aProduct } from './product.ts';

interface Shown {
  readonly id: number;
  readonly is_closed?: boolean;
  readonly item_closing_action?: string | null;
}

/** A browser whose wardrobe has these pages; it counts what it is asked. */
function wardrobeOf(...pages: readonly (readonly Shown[])[]): { look: ItemLook; asked: number[] } {
  const asked: number[] = [];
  const read = ({
    payload,
  }: PluginQuestion): ReturnType<ConstructorParameters<typeof PluginQuestions>[0]['read']> => {
    const page = Number(payload['page']);
    asked.push(page);
    const items = (pages[page - 1] ?? []).map((item) => ({ title: 'Robe', is_draft: false, ...item }));
    const pagination = { current_page: page, total_pages: pages.length };
    return Promise.resolve({ status: 'done', data: { items, pagination } });
  };
  return { look: new ItemLook(new PluginQuestions({ read }, 'Vinted')), asked };
}

const asker = { ...aJob(aProduct()), signal: new AbortController().signal };

describe('looking for an item in a wardrobe', () => {
  it('says how it stands, and looks no further', async () => {
    const { look, asked } = wardrobeOf(
      [{ id: 9 }, { id: 8 }],
      [{ id: 7, is_closed: true, item_closing_action: 'sold' }],
      [{ id: 6 }],
    );
    expect(await look.inWardrobe(asker, 7)).toBe('sold');
    expect(asked).toEqual([1, 2]);
  });

  it('says that it is missing once all that follows is older', async () => {
    const { look, asked } = wardrobeOf([{ id: 9 }, { id: 8 }], [{ id: 6 }, { id: 5 }], [{ id: 4 }]);
    expect(await look.inWardrobe(asker, 7)).toBe('missing');
    expect(asked).toEqual([1, 2]);
  });

  it('says nothing where the wardrobe is larger than one look', async () => {
    const pages = Array.from({ length: 11 }, (_unused, page) => [{ id: 100 - page }]);
    const { look, asked } = wardrobeOf(...pages);
    expect(await look.inWardrobe(asker, 7)).toBeUndefined();
    expect(asked).toHaveLength(10);
  });

  it('takes an item that does not say for one that is there', async () => {
    expect(await wardrobeOf([{ id: 7 }]).look.inWardrobe(asker, 7)).toBe('live');
    expect(await wardrobeOf([]).look.inWardrobe(asker, 7)).toBe('missing');
  });
});
