import type { Clock } from '../../../common/clock.ts';
import type { PluginCommands } from '../../../plugin/commands/plugin-commands.ts';
import type { PictureLinks } from '../../../plugin/pictures/picture-links.ts';
import { PluginQuestions } from '../../plugin/plugin-questions.ts';
import type { PluginStep } from '../../plugin/plugin-step.ts';
import { DeleteItemStep } from '../delete/delete-item.step.ts';
import { FindStep } from '../delete/find.step.ts';
import { ItemLook } from '../delete/item-look.ts';
import { MarkedItemSearch } from '../delete/marked-items.ts';
import { ReadBackGoneStep } from '../delete/read-back.step.ts';
import { CreateItemStep } from '../publish/create-item.step.ts';
import { ItemSearch } from '../publish/item-search.ts';
import { MapStep } from '../publish/map.step.ts';
import { SaveStep } from '../publish/save.step.ts';
import { UploadPhotoStep } from '../publish/upload-photo.step.ts';
import { ValidateStep } from '../publish/validate.step.ts';
import { ConcludeStep, twoCopies } from './conclude.step.ts';
import { createdCopy } from './created-copy.ts';
import { FindOldStep } from './find-old.step.ts';
import { wasThereBefore } from './old-items.ts';
import { ProveCopyStep } from './prove-copy.step.ts';
import { COPY_NAMES, OLD_NAMES } from './relist-plan.ts';
import { TellRemovedStep } from './tell-removed.step.ts';

/**
 * Puts the steps of a relisting together: publishing's for the copy, deleting's for what is to go.
 * @param commands the way to the browser
 * @param links makes the addresses that the browser fetches pictures from
 * @param clock tells how many items may have come since
 * @param name the marketplace as sellers know it
 * @returns the steps by name
 */
export function relistSteps(
  commands: PluginCommands,
  links: PictureLinks,
  clock: Clock,
  name: string,
): Readonly<Record<string, PluginStep>> {
  const questions = new PluginQuestions(commands, name);
  const look = new ItemLook(questions);
  const find = new FindStep(look, new MarkedItemSearch(questions));
  const search = new ItemSearch(questions, clock, { created: createdCopy, isExcluded: wasThereBefore });
  return {
    find_old: new FindOldStep(look, questions),
    validate: new ValidateStep(),
    map: new MapStep(),
    upload_photo: new UploadPhotoStep(links),
    create_item: new CreateItemStep(search, createdCopy),
    read_back: new ProveCopyStep(look),
    save: new SaveStep(),
    look_old: find,
    delete_old: new DeleteItemStep(OLD_NAMES),
    read_old: new ReadBackGoneStep(look, OLD_NAMES, twoCopies),
    conclude: new ConcludeStep(),
    look_copy: find,
    delete_copy: new DeleteItemStep(COPY_NAMES),
    read_copy: new ReadBackGoneStep(look, COPY_NAMES, twoCopies),
    tell_removed: new TellRemovedStep(),
  };
}
