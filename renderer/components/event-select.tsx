import { useLingui } from '@lingui/react/macro';
import { type EventOut } from '../../src/shared/events.ts';
import { useFormat } from '../lib/format.ts';
import { Select } from './select.tsx';

interface EventSelectProps {
  readonly events: readonly EventOut[];
  readonly event: EventOut;
  readonly onChoose: (id: string) => void;
}

/** Which event a screen works on. */
export function EventSelect({ events, event, onChoose }: EventSelectProps) {
  const { t } = useLingui();
  const format = useFormat();
  return (
    <Select
      aria-label={t`Event`}
      value={event.id}
      onValue={onChoose}
      options={events.map(({ id, title, date }) => ({ value: id, label: title, note: format.shortDay(date) }))}
      className="w-64! max-w-full"
    />
  );
}
