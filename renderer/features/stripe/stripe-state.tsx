import { useLingui } from '@lingui/react/macro';
import { CircleCheck, TriangleAlert } from 'lucide-react';
import { type AnswerOf } from '../../../src/shared/operation.ts';
import { type getStripeSettings, testStripe } from '../../../src/shared/stripe.ts';
import { Badge } from '../../components/badge.tsx';
import { Button } from '../../components/button.tsx';
import { Panel } from '../../components/panel.tsx';
import { ErrorNote } from '../../components/states.tsx';
import { cx } from '../../lib/cx.ts';
import { useChange } from '../../lib/query.ts';
import { stripeSentence } from './stripe-words.ts';

interface StripeStateProps {
  readonly settings: AnswerOf<typeof getStripeSettings>;
  readonly unsaved: boolean;
}

/** Whether money can be taken through Stripe, by the keys as they are saved; and asks Stripe itself. */
export function StripeState({ settings, unsaved }: StripeStateProps) {
  const { t, i18n } = useLingui();
  const test = useChange(testStripe);
  return (
    <Panel title={t`State`}>
      <div className="flex flex-col gap-3 p-4">
        <div className="flex items-center gap-3">
          <p className="min-w-0 flex-1 text-base">
            {settings.waitingFor === null
              ? t`Orders can be paid through Stripe.`
              : stripeSentence(settings.waitingFor, i18n)}
          </p>
          {settings.mode === 'test' && <Badge tone="warn">{t`Test keys: no real money`}</Badge>}
          {settings.mode === 'live' && <Badge tone="good">{t`Live keys`}</Badge>}
          <Button
            busy={test.isPending}
            disabled={unsaved || settings.secretKey !== 'set'}
            onClick={() => test.mutate({ body: {} })}
          >
            {t`Ask Stripe`}
          </Button>
        </div>
        {unsaved && (
          <p className="text-sm text-muted">{t`Save first: Stripe is asked with the keys as they are saved.`}</p>
        )}
        {test.data && !test.isPending && <Answer {...test.data} />}
        <ErrorNote error={test.error} />
      </div>
    </Panel>
  );
}

function Answer({ connected, message }: AnswerOf<typeof testStripe>) {
  const { i18n } = useLingui();
  const Sign = connected ? CircleCheck : TriangleAlert;
  return (
    <p
      role="status"
      className={cx(
        'flex items-start gap-2 rounded-md px-3 py-2 text-base',
        connected ? 'bg-good-soft text-good' : 'bg-bad-soft text-bad',
      )}
    >
      <Sign aria-hidden className="mt-0.5 size-4 shrink-0" />
      <span className="select-text">{stripeSentence(message, i18n)}</span>
    </p>
  );
}
