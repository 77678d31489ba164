import { WedgeBurst } from './wedge-burst.ts';

type Field = HTMLInputElement | HTMLTextAreaElement;

const fieldOf = (target: EventTarget | null): Field | null =>
  (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) && !target.readOnly ? target : null;

/** Sets a field as typing would, so that React hears of it. */
function restore(field: Field, value: string): void {
  if (field.value === value) return;
  const prototype = field instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype;
  Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(field, value);
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

/**
 * Hears codes from a USB scanner wherever the focus is, and answers how to stop listening. A scan's Enter or Tab presses no
 * button, and what it typed into a field is taken out again. Typing by hand passes untouched.
 */
export function listenToWedge(page: Window, onCode: (code: string) => void): () => void {
  const burst = new WedgeBurst();
  let before: { field: Field; value: string } | null = null;

  const onKeyDown = (event: KeyboardEvent) => {
    const commands = (event.ctrlKey || event.altKey || event.metaKey) && !event.getModifierState('AltGraph');
    if (commands || event.isComposing || event.repeat) return;
    const field = fieldOf(event.target);
    const valueNow = field?.value ?? '';
    const code = burst.take({ key: event.key, code: event.code, at: event.timeStamp });
    if (burst.length === 1) before = field && { field, value: valueNow };
    // Amid a burst a space would press the button that has the focus.
    if (event.key === ' ' && burst.length > 1 && field === null) event.preventDefault();
    if (code === null) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (before !== null) restore(before.field, before.value);
    onCode(code);
  };

  page.addEventListener('keydown', onKeyDown, { capture: true });
  return () => page.removeEventListener('keydown', onKeyDown, { capture: true });
}
