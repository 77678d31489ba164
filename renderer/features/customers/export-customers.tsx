import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { exportCustomers } from '../../../src/shared/customers.ts';
import { listEvents } from '../../../src/shared/events.ts';
import { ExportDialog } from '../../components/export-dialog.tsx';
import { Field } from '../../components/field.tsx';
import { Input } from '../../components/input.tsx';
import { Select } from '../../components/select.tsx';
import { useFormat } from '../../lib/format.ts';
import { useAsk } from '../../lib/query.ts';

const ANY = 'any';

/** Customers as CSV, of one event or of some days. */
export function ExportCustomers({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const format = useFormat();
  const { data: events = [] } = useAsk(listEvents, { query: { pageSize: 200 } });
  const [event, setEvent] = useState(ANY);
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  return (
    <ExportDialog
      operation={exportCustomers}
      query={{ from, to, ...(event === ANY ? {} : { event }) }}
      title={t`Export customers`}
      description={t`A CSV file for a spreadsheet or a mailing, a line a customer.`}
      suggestedName="customers.csv"
      onClose={onClose}
    >
      <Field label={t`Event`}>
        {(ids) => (
          <Select
            {...ids}
            value={event}
            onValue={setEvent}
            options={[
              { value: ANY, label: t`Every event` },
              ...events.map(({ id, title, date }) => ({ value: id, label: title, note: format.shortDay(date) })),
            ]}
          />
        )}
      </Field>
      <div className="grid grid-cols-2 gap-3">
        <Field label={t`Ordered from`}>
          {(ids) => <Input {...ids} type="date" value={from} onChange={(typing) => setFrom(typing.target.value)} />}
        </Field>
        <Field label={t`Ordered until`}>
          {(ids) => <Input {...ids} type="date" value={to} onChange={(typing) => setTo(typing.target.value)} />}
        </Field>
      </div>
    </ExportDialog>
  );
}
