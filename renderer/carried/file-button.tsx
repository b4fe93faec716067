// A button that opens a file of the workstation and reads it as text: what is carried by file is small.
import { ANSWER_BYTES_MAX } from '../../main/domain/carried.ts';
import { PickButton } from '../components/pick-button.tsx';

export type PickedFile = { readonly name: string; readonly text: string };

/** A file longer than any of ours is handed on as an empty one, which is refused as unreadable. */
export function FileButton({
  label,
  isDisabled = false,
  most = ANSWER_BYTES_MAX,
  onPick,
}: {
  readonly label: string;
  readonly isDisabled?: boolean;
  /** Bytes of the longest of our files that is picked here. */
  readonly most?: number;
  readonly onPick: (picked: PickedFile) => void;
}) {
  async function pick(file: File) {
    const isOurs = file.size <= most;
    onPick({ name: file.name, text: isOurs ? await file.text() : '' });
  }
  return (
    <PickButton
      label={label}
      accept=".json"
      icon="file"
      isDisabled={isDisabled}
      onFile={(file) => void pick(file)}
    />
  );
}
