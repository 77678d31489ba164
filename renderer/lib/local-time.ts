import { dayIn, wallClock } from '../../src/shared/instant.ts';

/** An instant as `<input type="datetime-local">` wants it, on the wall clock of a zone; "" for none. */
export function toLocalInput(instant: string | null, zone: string): string {
  if (instant === null) return '';
  const time = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  return `${dayIn(instant, zone)}T${time.format(new Date(instant))}`;
}

/** The instant of what was typed into such an input; null for "". */
export function fromLocalInput(typed: string, zone: string): string | null {
  const [day, time] = typed.split('T');
  return day && time ? wallClock(day, time, zone) : null;
}
