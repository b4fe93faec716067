// What is said about updates, in the shape that both languages fill. `{{name}}` stands for data.
import type { UpdateRefusalCode } from '../../main/domain/update-refusals.ts';
import type { LinesOf, TextsOf } from './text.ts';

export type UpdateLine =
  | 'menu'
  | 'offer'
  | 'offer_detail'
  | 'download'
  | 'later'
  | 'downloading'
  | 'stop'
  | 'downloaded'
  | 'downloaded_detail'
  | 'show_file'
  | 'close';

export type UpdateTexts = {
  readonly refusal: TextsOf<UpdateRefusalCode>;
  readonly line: LinesOf<UpdateLine>;
};
