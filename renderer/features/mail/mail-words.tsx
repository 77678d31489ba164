import { useLingui } from '@lingui/react/macro';
import { type listMail, type MailKind } from '../../../src/shared/mail.ts';
import { type AnswerOf } from '../../../src/shared/operation.ts';
import { Badge } from '../../components/badge.tsx';

export type Mail = AnswerOf<typeof listMail>[number];

/** What a mail is about. */
export function useMailKind(): (kind: MailKind) => string {
  const { t } = useLingui();
  const kinds: Record<MailKind, string> = {
    tickets: t`Tickets`,
    tickets_again: t`Tickets, resent`,
    refund: t`Refund`,
    ticket_received: t`Ticket received`,
    ticket_given: t`Ticket transferred away`,
    event_cancelled: t`Event cancelled`,
  };
  return (kind) => kinds[kind];
}

export function MailBadge({ mail }: { mail: Mail }) {
  const { t } = useLingui();
  switch (mail.status) {
    case 'queued':
      return <Badge tone="warn">{mail.attempts === 0 ? t`Waiting` : t`Tried again later`}</Badge>;
    case 'sending':
      return <Badge tone="note">{t`Going out`}</Badge>;
    case 'sent':
      return <Badge tone="good">{t`Sent`}</Badge>;
    case 'failed':
      return <Badge tone="bad">{t`Failed`}</Badge>;
  }
}
