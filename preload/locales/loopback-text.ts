// The lines that the loopback shell prints, in the shape that both languages fill. `{{name}}`
// stands for data.

export type LoopbackLine =
  | 'address'
  | 'another_address'
  | 'window_open'
  | 'window_failed'
  | 'no_browser'
  | 'root_refused'
  | 'book_in_use'
  | 'office_failed'
  | 'office_gone'
  | 'usage';

export type LoopbackTexts = { readonly [line in LoopbackLine]: string };
