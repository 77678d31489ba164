import { useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { CalendarX, CircleCheck, CircleOff, Copy, Ellipsis, FileInput, Megaphone, Trash2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import {
  deleteEvent,
  type EventOut,
  type EventStatus,
  getEvent,
  listEvents,
  updateEvent,
} from '../../../src/shared/events.ts';
import { Button, IconButton } from '../../components/button.tsx';
import { Confirm } from '../../components/confirm.tsx';
import { Menu, MenuItem } from '../../components/menu.tsx';
import { useToast } from '../../components/toast.tsx';
import { useChange } from '../../lib/query.ts';
import { CancelDialog } from './cancel-dialog.tsx';
import { DuplicateDialog } from './duplicate-dialog.tsx';
import { PublishDialog } from './publish-dialog.tsx';

interface EventActionsProps {
  readonly event: EventOut;
  /** While something is typed, saving is the one primary action. */
  readonly dirty: boolean;
  readonly children: ReactNode;
}

/** Publishing, duplicating, taking off sale, completing, cancelling and deleting; `children` are the form's own buttons. */
export function EventActions({ event, dirty, children }: EventActionsProps) {
  const { t } = useLingui();
  const toast = useToast();
  const navigate = useNavigate();
  const [asking, setAsking] = useState<'publish' | 'duplicate' | 'cancel' | 'delete' | 'complete' | null>(null);
  const close = (): void => setAsking(null);
  const status = useChange(updateEvent, { refreshes: [getEvent, listEvents] });
  const removal = useChange(deleteEvent, { refreshes: [listEvents] });

  const become = (next: EventStatus, said: string): void =>
    status.mutate(
      { params: { id: event.id }, body: { status: next } },
      { onSuccess: () => toast.done(said), onError: toast.failed, onSettled: close },
    );
  const remove = (): void =>
    removal.mutate(
      { params: { id: event.id } },
      {
        onSuccess: () => {
          toast.done(t`${event.title} is deleted`);
          void navigate({ to: '/manage/events' });
        },
        onError: toast.failed,
        onSettled: close,
      },
    );

  const { title } = event;
  const hasOrders = event.sales.orders > 0;
  return (
    <>
      {event.status === 'draft' && !dirty && (
        <Button look="primary" icon={Megaphone} onClick={() => setAsking('publish')}>
          {t`Publish…`}
        </Button>
      )}
      {children}
      <Menu trigger={<IconButton icon={Ellipsis} label={t`More`} />}>
        <MenuItem icon={Copy} onSelect={() => setAsking('duplicate')}>{t`Duplicate…`}</MenuItem>
        {(event.status === 'draft' || event.status === 'published') && (
          <MenuItem
            icon={FileInput}
            onSelect={() => void navigate({ to: '/import', search: { event: event.id } })}
          >{t`Import orders…`}</MenuItem>
        )}
        {event.status === 'published' && (
          <>
            <MenuItem
              icon={CircleOff}
              disabled={hasOrders}
              onSelect={() => become('draft', t`${title} is a draft again`)}
            >
              {hasOrders ? t`Unpublish (it has orders)` : t`Unpublish`}
            </MenuItem>
            <MenuItem icon={CircleCheck} onSelect={() => setAsking('complete')}>{t`Mark as completed…`}</MenuItem>
          </>
        )}
        {event.status !== 'cancelled' && (event.status !== 'draft' || hasOrders) && (
          <MenuItem icon={CalendarX} danger onSelect={() => setAsking('cancel')}>
            {t`Cancel the event…`}
          </MenuItem>
        )}
        {event.status === 'draft' && (
          <MenuItem icon={Trash2} danger disabled={hasOrders} onSelect={() => setAsking('delete')}>
            {t`Delete the draft…`}
          </MenuItem>
        )}
      </Menu>
      {asking === 'publish' && (
        <PublishDialog
          event={event}
          busy={status.isPending}
          onPublish={() => become('published', t`${title} is on sale`)}
          onClose={close}
        />
      )}
      {asking === 'duplicate' && <DuplicateDialog event={event} onClose={close} />}
      {asking === 'cancel' && <CancelDialog event={event} onClose={close} />}
      <Confirm
        open={asking === 'delete'}
        onClose={close}
        title={t`Delete ${title}?`}
        action={t`Delete`}
        busy={removal.isPending}
        onConfirm={remove}
      >
        {t`The draft, its tiers and its add-ons are gone for good.`}
      </Confirm>
      <Confirm
        open={asking === 'complete'}
        onClose={close}
        title={t`Mark ${title} as completed?`}
        action={t`Complete it`}
        danger={false}
        busy={status.isPending}
        onConfirm={() => become('completed', t`${title} is completed`)}
      >
        {t`Nothing more is sold. Orders and numbers stay, refunds remain possible.`}
      </Confirm>
    </>
  );
}
