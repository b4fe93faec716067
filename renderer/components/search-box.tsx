// A field that searches a list: what is typed is asked for when the hands rest.
import { useEffect, useRef, useState } from 'react';

/** Milliseconds of rest after which what is typed is asked for. */
const SEARCH_AFTER = 200;

/** Searches as one types, after a short pause, and never while an input method composes. */
export function SearchBox({
  label,
  longest,
  className,
  inputRef,
  value,
  onChange,
  onLeave,
}: {
  readonly label: string;
  /** Characters at most. */
  readonly longest: number;
  readonly className: string | undefined;
  readonly inputRef: { current: HTMLInputElement | null };
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly onLeave: () => void;
}) {
  const [typed, setTyped] = useState(value);
  const composing = useRef(false);
  useEffect(() => setTyped(value), [value]);
  useEffect(() => {
    if (typed.trim() === value || composing.current) return;
    const timer = setTimeout(() => onChange(typed.trim()), SEARCH_AFTER);
    return () => clearTimeout(timer);
  });
  return (
    <input
      ref={inputRef}
      className={className}
      type="search"
      aria-label={label}
      placeholder={label}
      maxLength={longest}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      onCompositionStart={() => {
        composing.current = true;
      }}
      onCompositionEnd={() => {
        composing.current = false;
      }}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing || event.keyCode === 229) return;
        if (event.key === 'Enter' || event.key === 'Escape') {
          if (event.key === 'Enter') onChange(typed.trim());
          onLeave();
        }
      }}
    />
  );
}
