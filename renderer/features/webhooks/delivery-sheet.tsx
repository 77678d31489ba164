import { useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { Send } from 'lucide-react';
import { getWebhookDelivery, listWebhookDeliveries, redeliverWebhook } from '../../../src/shared/webhooks.ts';
import { type AnswerOf } from '../../../src/shared/operation.ts';
import { Badge } from '../../components/badge.tsx';
import { Button, buttonClass } from '../../components/button.tsx';
import { CopyButton } from '../../components/copy-button.tsx';
import { Sheet } from '../../components/dialog.tsx';
import { Scroller } from '../../components/scroller.tsx';
import { ErrorNote, ErrorState, SkeletonLines } from '../../components/states.tsx';
import { useToast } from '../../components/toast.tsx';
import { useFormat } from '../../lib/format.ts';
import { useAsk, useChange } from '../../lib/query.ts';
import { DeliveryBadge, useEventName, useOutcome } from './delivery-words.tsx';

type Detail = AnswerOf<typeof getWebhookDelivery>;

/** One message: what it says, and every attempt with what was sent and answered. */
export function DeliverySheet({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useLingui();
  const eventName = useEventName();
  const outcome = useOutcome();
  const toast = useToast();
  const { data, error, refetch } = useAsk(getWebhookDelivery, { params: { id } }, { every: 3_000 });
  const redeliver = useChange(redeliverWebhook, {
    refreshes: [getWebhookDelivery, listWebhookDeliveries],
    onDone: () => toast.done(t`It is sent again now`),
  });
  return (
    <Sheet
      open
      size="lg"
      onClose={onClose}
      title={data === undefined ? t`Message` : eventName(data.event)}
      description={id}
      footer={
        <Button
          look="primary"
          icon={Send}
          busy={redeliver.isPending}
          onClick={() => redeliver.mutate({ params: { id }, body: {} })}
        >
          {t`Send it again`}
        </Button>
      }
    >
      {error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <SkeletonLines count={6} />
      ) : (
        <div className="flex flex-col gap-4">
          <ErrorNote error={redeliver.error} />
          <div className="flex items-center gap-3">
            <DeliveryBadge delivery={data} />
            <span className="min-w-0 flex-1 truncate text-muted">{outcome(data)}</span>
            <Subject subject={data.subject} />
          </div>
          <section>
            <div className="mb-1 flex items-center gap-2">
              <h3 className="flex-1 text-sm font-semibold">{t`What it says`}</h3>
              <CopyButton text={data.body} label={t`Copy the message`} />
            </div>
            <Code>{pretty(data.body)}</Code>
          </section>
          {data.attemptLog.toReversed().map((attempt) => (
            <Attempt key={attempt.number} attempt={attempt} />
          ))}
        </div>
      )}
    </Sheet>
  );
}

function Subject({ subject }: { subject: string }) {
  const { t } = useLingui();
  if (subject.startsWith('ord_'))
    return (
      <Link to="/orders/$orderId" params={{ orderId: subject }} className={buttonClass('normal', 'sm')}>
        {t`Open the order`}
      </Link>
    );
  if (!subject.startsWith('evt_')) return null;
  return (
    <Link to="/manage/events/$eventId" params={{ eventId: subject }} className={buttonClass('normal', 'sm')}>
      {t`Open the event`}
    </Link>
  );
}

function Attempt({ attempt }: { attempt: Detail['attemptLog'][number] }) {
  const { t } = useLingui();
  const format = useFormat();
  const { request, response } = attempt;
  const arrived = response !== null && response.status >= 200 && response.status < 300;
  return (
    <details className="rounded-md border border-line" open={!arrived}>
      <summary className="flex cursor-default items-center gap-3 px-3 py-2">
        <span className="font-medium">{t`Attempt ${attempt.number}`}</span>
        <Badge tone={arrived ? 'good' : 'bad'}>
          {response === null ? t`No answer: ${attempt.error ?? '?'}` : t`Answered ${String(response.status)}`}
        </Badge>
        <span className="figures ml-auto text-sm text-muted">
          {format.dateTimeWithSeconds(attempt.at)} · {t`${format.number(attempt.durationMs)} ms`}
        </span>
      </summary>
      <div className="flex flex-col gap-2 border-t border-line p-3">
        <h4 className="text-sm font-medium">{t`Sent`}</h4>
        <Code>{`${request.method} ${request.url}\n${headerLines(request.headers)}`}</Code>
        {response !== null && (
          <>
            <h4 className="text-sm font-medium">{t`Answered`}</h4>
            <Code>{`${response.status}\n${headerLines(response.headers)}`}</Code>
            {response.body !== '' && <Code>{response.body}</Code>}
            {response.truncated && <p className="text-sm text-muted">{t`Only the beginning is kept.`}</p>}
          </>
        )}
      </div>
    </details>
  );
}

const Code = ({ children }: { children: string }) => (
  <Scroller className="rounded-md bg-sunken" innerClassName="max-h-60">
    <pre className="p-3 font-mono text-sm break-all whitespace-pre-wrap select-text">{children}</pre>
  </Scroller>
);

const headerLines = (headers: Readonly<Record<string, string>>): string =>
  Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n');

function pretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
