import { useLingui } from '@lingui/react/macro';
import { Link, useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { welcome } from '../../../src/shared/auth.ts';
import { createEvent, eventIn, getEvent, listEvents } from '../../../src/shared/events.ts';
import { type AnswerOf } from '../../../src/shared/operation.ts';
import { listVenues } from '../../../src/shared/venues.ts';
import { Button, buttonClass } from '../../components/button.tsx';
import { Screen, ScreenBody } from '../../components/screen.tsx';
import { ErrorState, SkeletonLines } from '../../components/states.tsx';
import { useToast } from '../../components/toast.tsx';
import { call, newIdempotencyKey } from '../../lib/api.ts';
import { ask, queryClient, refresh, useAsk } from '../../lib/query.ts';
import { useSchemaForm } from '../../lib/use-schema-form.ts';
import { useShortcut } from '../../lib/use-shortcut.ts';
import { EventForm, FORM_ID, requestSubmit } from './event-form.tsx';
import { eventBody, newEvent, zoneAmong } from './event-values.ts';

export function NewEventScreen() {
  const { t } = useLingui();
  const venues = useAsk(listVenues, { query: { pageSize: 200 } });
  const { data: office } = useAsk(welcome);
  if (venues.error) return <ErrorState error={venues.error} onRetry={() => void venues.refetch()} />;
  if (venues.data === undefined || office === undefined) {
    return (
      <Screen title={t`New event`}>
        <SkeletonLines count={6} />
      </Screen>
    );
  }
  return <NewEvent venues={venues.data} currency={office.currency} />;
}

function NewEvent({ venues, currency }: { venues: AnswerOf<typeof listVenues>; currency: string }) {
  const { t } = useLingui();
  const toast = useToast();
  const navigate = useNavigate();
  const defaultVenue = venues.find(({ isDefault }) => isDefault) ?? venues[0];
  const { form, submit, failure, restored, discard } = useSchemaForm({
    schema: eventIn,
    defaults: newEvent(defaultVenue?.id ?? '', currency, t`General`),
    toBody: useMemo(() => eventBody(zoneAmong(venues)), [venues]),
    draft: { key: 'event.new', version: '1' },
  });
  const { isSubmitting } = form.formState;

  const onSubmit = submit(async (body) => {
    const event = await call(createEvent, { body, idempotencyKey: newIdempotencyKey() });
    queryClient.setQueryData(ask(getEvent, { params: { id: event.id } }).queryKey, event);
    void refresh(listEvents);
    toast.done(t`${event.title} is saved as a draft`, t`Publish it when it may be sold.`);
    await navigate({ to: '/manage/events/$eventId', params: { eventId: event.id }, replace: true });
  });
  useShortcut('mod+s', requestSubmit, { label: t`Save`, group: t`Event` });

  return (
    <Screen
      title={t`New event`}
      actions={
        <>
          <Link to="/manage/events" className={buttonClass('quiet')}>
            {t`Cancel`}
          </Link>
          <Button type="submit" form={FORM_ID} look="primary" busy={isSubmitting}>
            {t`Create event`}
          </Button>
        </>
      }
    >
      <ScreenBody>
        <EventForm
          control={form.control}
          venues={venues}
          onSubmit={onSubmit}
          failure={failure}
          restored={restored}
          onDiscard={discard}
          autoFocus
        />
      </ScreenBody>
    </Screen>
  );
}
