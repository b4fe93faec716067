// What the engine has remembered in a book, read when the book is opened: state of a newer program is
// refused in words before anything runs on it.
import { Fault } from '../domain/result.ts';
import type { Epochs } from '../ledger/epochs.ts';
import { NewerState, UnreadableColumns } from '../stream/errors.ts';
import { checkImages } from '../stream/state-image.ts';
import { PAYMENT_SHAPE } from './payment-shape.ts';

type StoredState = { readonly batches: { readonly epochs: Pick<Epochs, 'stateImages'> } };

/**
 * The last snapshot of the operators' state and the deltas after it, in order. Faults:
 * `book_from_newer_program`. Damaged state is told by the book's check, which leaves it readable.
 */
export function stateImagesOf({ batches }: StoredState): readonly Uint8Array[] {
  const images = batches.epochs.stateImages();
  try {
    checkImages(PAYMENT_SHAPE, images);
  } catch (error) {
    if (error instanceof NewerState) {
      throw new Fault('book_from_newer_program', error.message, { cause: error });
    }
    if (!(error instanceof UnreadableColumns)) throw error;
  }
  return images;
}
