import { useLingui } from '@lingui/react/macro';
import { CircleCheck, Send, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { testMail } from '../../../src/shared/mail.ts';
import { Button } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import { Input } from '../../components/input.tsx';
import { Panel } from '../../components/panel.tsx';
import { ErrorNote } from '../../components/states.tsx';
import { cx } from '../../lib/cx.ts';
import { mailWaits } from '../../lib/mail-waits.ts';
import { useMe } from '../../lib/me.ts';
import { useChange } from '../../lib/query.ts';

/** Sends a mail now by the settings as they are saved, and says in words what happened. */
export function TestMail({ unsaved }: { unsaved: boolean }) {
  const { t, i18n } = useLingui();
  const person = useMe();
  const own = person?.email ?? '';
  const [typed, setTyped] = useState<string | null>(null);
  const to = (typed ?? own).trim();
  const test = useChange(testMail);
  const Sign = test.data?.sent === true ? CircleCheck : TriangleAlert;
  return (
    <Panel title={t`Try it`}>
      <form
        noValidate
        className="flex flex-col gap-3 p-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (to !== '' && !unsaved && !test.isPending) test.mutate({ body: { to } });
        }}
      >
        <div className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-3">
          <Field
            label={t`Send a test mail to`}
            hint={unsaved ? t`Save first: it is sent by the settings as they are saved.` : undefined}
          >
            {(ids) => (
              <Input
                {...ids}
                type="email"
                value={typed ?? own}
                maxLength={254}
                onChange={(event) => setTyped(event.target.value)}
              />
            )}
          </Field>
          <div className="pt-6">
            <Button type="submit" icon={Send} busy={test.isPending} disabled={unsaved || to === ''}>
              {t`Send a test mail`}
            </Button>
          </div>
        </div>
        {test.data && !test.isPending && (
          <p
            role="status"
            className={cx(
              'flex items-start gap-2 rounded-md px-3 py-2 text-base',
              test.data.sent ? 'bg-good-soft text-good' : 'bg-bad-soft text-bad',
            )}
          >
            <Sign aria-hidden className="mt-0.5 size-4 shrink-0" />
            <span className="select-text">
              {test.data.sent
                ? t`The server has taken the mail. Look whether it has arrived, also among the spam.`
                : mailWaits(test.data.message, i18n)}
            </span>
          </p>
        )}
        <ErrorNote error={test.error} />
      </form>
    </Panel>
  );
}
