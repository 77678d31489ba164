import { type RefObject, useEffect, useRef } from 'react';

/** Gives the focus to an element when it appears: `<Button ref={useFirstFocus()}>`, for the one thing to press next. */
export function useFirstFocus<Element extends HTMLElement>(): RefObject<Element | null> {
  const element = useRef<Element>(null);
  useEffect(() => element.current?.focus(), []);
  return element;
}
