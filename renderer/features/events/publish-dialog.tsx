import { useLingui } from '@lingui/react/macro';
import { type EventOut } from '../../../src/shared/events.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { PublishChecks, usePublishChecks } from './publish-checks.tsx';

interface PublishDialogProps {
  readonly event: EventOut;
  readonly busy: boolean;
  readonly onPublish: () => void;
  readonly onClose: () => void;
}

/** The last look before an event is sold. Advice may be passed over, what stops it may not. */
export function PublishDialog({ event, busy, onPublish, onClose }: PublishDialogProps) {
  const { t } = useLingui();
  const stopped = usePublishChecks(event).some(({ state }) => state === 'blocking');
  return (
    <Dialog
      open
      onClose={onClose}
      size="sm"
      title={t`Put ${event.title} on sale?`}
      description={stopped ? t`Something stops it.` : t`It is sold at the counter and on its page from then on.`}
      footer={
        <>
          <Button look="quiet" onClick={onClose}>{t`Not yet`}</Button>
          <Button look="primary" busy={busy} disabled={stopped} onClick={onPublish}>
            {t`Put on sale`}
          </Button>
        </>
      }
    >
      <PublishChecks event={event} />
    </Dialog>
  );
}
