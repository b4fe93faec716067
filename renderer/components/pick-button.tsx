// A button that lets a person pick a file of the workstation.
import { useRef } from 'react';
import { Button, type Props } from './button.tsx';

export function PickButton({
  label,
  accept,
  onFile,
  ...button
}: {
  readonly label: string;
  /** The endings that are offered first. */
  readonly accept: string;
  readonly onFile: (file: File) => void;
} & Pick<Props, 'kind' | 'icon' | 'isDisabled'>) {
  const input = useRef<HTMLInputElement | null>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        accept={accept}
        hidden
        aria-label={label}
        onChange={({ target }) => {
          const [picked] = target.files ?? [];
          if (picked !== undefined) onFile(picked);
          // The same file picked again is a new wish.
          target.value = '';
        }}
      />
      <Button {...button} onPress={() => input.current?.click()}>
        {label}
      </Button>
    </>
  );
}
