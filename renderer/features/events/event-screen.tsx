import { useLingui } from '@lingui/react/macro';
import { useParams } from '@tanstack/react-router';
import { useMemo } from 'react';
import { eventChange, type EventOut, getEvent, listEvents, updateEvent } from '../../../src/shared/events.ts';
import { type AnswerOf } from '../../../src/shared/operation.ts';
import { listVenues } from '../../../src/shared/venues.ts';
import { Button } from '../../components/button.tsx';
import { Screen } from '../../components/screen.tsx';
import { Scroller } from '../../components/scroller.tsx';
import { ErrorState, SkeletonLines } from '../../components/states.tsx';
import { EventBadge } from '../../components/status-badge.tsx';
import { useToast } from '../../components/toast.tsx';
import { call, newIdempotencyKey } from '../../lib/api.ts';
import { useMay } from '../../lib/me.ts';
import { ask, queryClient, refresh, useAsk } from '../../lib/query.ts';
import { useSchemaForm } from '../../lib/use-schema-form.ts';
import { useShortcut } from '../../lib/use-shortcut.ts';
import { EventForm, FORM_ID, requestSubmit } from './event-form.tsx';
import { EventSide } from './event-side.tsx';
import { EventActions } from './event-actions.tsx';
import { eventBody, valuesOf, zoneAmong } from './event-values.ts';

export function EventScreen() {
  const { t } = useLingui();
  const { eventId } = useParams({ from: '/shell/manage/events/$eventId' });
  const event = useAsk(getEvent, { params: { id: eventId } });
  const venues = useAsk(listVenues, { query: { pageSize: 200 } });
  const error = event.error ?? venues.error;
  if (event.data !== undefined && venues.data !== undefined) {
    return <OneEvent key={eventId} event={event.data} venues={venues.data} />;
  }
  return (
    <Screen title={t`Event`}>
      {error ? <ErrorState error={error} onRetry={() => void event.refetch()} /> : <SkeletonLines count={8} />}
    </Screen>
  );
}

function OneEvent({ event, venues }: { event: EventOut; venues: AnswerOf<typeof listVenues> }) {
  const { t } = useLingui();
  const toast = useToast();
  const mayPlan = useMay('manager');
  const readOnly = !mayPlan || event.status === 'cancelled' || event.status === 'completed';
  const { form, submit, failure, restored, discard } = useSchemaForm({
    schema: eventChange,
    defaults: useMemo(() => valuesOf(event), [event]),
    toBody: useMemo(() => eventBody(zoneAmong(venues)), [venues]),
    draft: readOnly ? null : { key: event.id, version: event.updatedAt },
  });
  const { isDirty, isSubmitting } = form.formState;
  const soldByTier = useMemo(() => new Map(event.tiers.map(({ id, sold }) => [id, sold])), [event.tiers]);

  const onSubmit = submit(async (body) => {
    const saved = await call(updateEvent, { params: { id: event.id }, body, idempotencyKey: newIdempotencyKey() });
    queryClient.setQueryData(ask(getEvent, { params: { id: event.id } }).queryKey, saved);
    form.reset(valuesOf(saved));
    void refresh(listEvents);
    toast.done(t`Saved`);
  });
  useShortcut('mod+s', requestSubmit, { label: t`Save`, group: t`Event`, enabled: !readOnly });

  return (
    <Screen
      title={event.title}
      note={<EventBadge status={event.status} />}
      actions={
        mayPlan && (
          <EventActions event={event} dirty={isDirty}>
            {isDirty && !readOnly && (
              <>
                <Button look="quiet" onClick={discard}>{t`Discard`}</Button>
                <Button type="submit" form={FORM_ID} look="primary" busy={isSubmitting}>
                  {t`Save`}
                </Button>
              </>
            )}
          </EventActions>
        )
      }
    >
      <div className="grid h-full grid-cols-[minmax(0,1fr)_20rem]">
        <Scroller innerClassName="p-5">
          <EventForm
            control={form.control}
            venues={venues}
            onSubmit={onSubmit}
            failure={failure}
            restored={restored}
            onDiscard={discard}
            soldByTier={soldByTier}
            readOnly={readOnly}
          />
        </Scroller>
        <EventSide event={event} />
      </div>
    </Screen>
  );
}
