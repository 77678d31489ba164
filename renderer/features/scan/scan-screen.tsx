import { useLingui } from '@lingui/react/macro';
import { CalendarDays } from 'lucide-react';
import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { type EventOut, liveEvent } from '../../../src/shared/events.ts';
import { EventSelect } from '../../components/event-select.tsx';
import { Screen } from '../../components/screen.tsx';
import { EmptyState, ErrorState, SkeletonLines } from '../../components/states.tsx';
import { listenToWedge } from '../../lib/decoding/listen-to-wedge.ts';
import { useChosenEvent } from '../../lib/event-at-hand.ts';
import { useMay, useMe } from '../../lib/me.ts';
import { useAsk } from '../../lib/query.ts';
import { useShortcut } from '../../lib/use-shortcut.ts';
import { CameraView } from './camera-view.tsx';
import { CodeEntry } from './code-entry.tsx';
import { Counts } from './counts.tsx';
import { admittedWith, dismiss, goOn, nonceOf, scanCode, scanInView, useDoor } from './door.ts';
import { type DoorLine, doorLines, lastAdmission } from './door-lines.ts';
import { DoorList } from './door-list.tsx';
import { Lookup } from './lookup.tsx';
import { OfflineBanner } from './offline-banner.tsx';
import { StationBar } from './station-bar.tsx';
import { useStation } from './station.ts';
import { UndoDialog, type Undoable } from './undo-dialog.tsx';
import { VerdictScreen } from './verdict-screen.tsx';

/** The door: a code by camera, hand-held scanner or keyboard, and an answer that fills the window. */
export function ScanScreen() {
  const { t } = useLingui();
  const person = useMe();
  // A scanner knows the event that it was paired with, and may look at no list.
  const mayChoose = useMay('staff');
  const { events, event, choose, error, retry } = useChosenEvent('scan', mayChoose);
  if (person === undefined || (mayChoose && events === undefined && error === null)) {
    return <Screen title={t`Scan`}>{<SkeletonLines count={6} />}</Screen>;
  }
  if (error !== null) {
    return <Screen title={t`Scan`}>{<ErrorState error={error} onRetry={retry} />}</Screen>;
  }
  if (mayChoose && event === undefined) {
    return (
      <Screen title={t`Scan`}>
        <EmptyState icon={CalendarDays} title={t`Nothing is on sale`}>
          {t`Publish an event, and its tickets are scanned here.`}
        </EmptyState>
      </Screen>
    );
  }
  return (
    <Screen title={t`Scan`}>
      <Door eventId={event?.id ?? person.eventId} event={event}>
        {events && event && <EventSelect events={events} event={event} onChoose={choose} />}
      </Door>
    </Screen>
  );
}

interface DoorProps {
  readonly eventId: string | null;
  readonly event: EventOut | undefined;
  readonly children: ReactNode;
}

function Door({ eventId, event, children }: DoorProps) {
  const { t } = useLingui();
  const { gate, mode } = useStation();
  const { asking, shown, next, history } = useDoor();
  const [undoing, setUndoing] = useState<Undoable | null>(null);
  const { data: live } = useAsk(
    liveEvent,
    { params: { id: eventId ?? '' } },
    { enabled: eventId !== null, every: 3_000 },
  );

  const onCode = useCallback((qrCode: string) => scanCode({ qrCode, gate, eventId, mode }), [gate, eventId, mode]);
  const onCodes = useCallback(
    (codes: readonly string[]) => scanInView(codes.map((qrCode) => ({ qrCode, gate, eventId, mode }))),
    [gate, eventId, mode],
  );
  useEffect(() => listenToWedge(window, onCode), [onCode]);
  useEffect(() => dismiss, []);

  const here = history.filter(({ body }) => body.eventId === eventId);
  const lines = doorLines(here, live?.recent ?? []);
  const zone = event?.timeZone;
  const undo = (line: DoorLine | undefined): void => {
    if (!line?.undo) return;
    goOn();
    const name = [line.who, line.what].filter(Boolean).join(' · ');
    setUndoing({ nonce: line.undo, name, tickets: admittedWith(line.undo) });
  };
  // The admission in view, else the last one.
  const undoLast = (): void => {
    const inView = shown && nonceOf(shown);
    undo(inView === null ? lastAdmission(lines, gate) : lines.find((line) => line.undo === inView));
  };
  useShortcut('f9', undoLast, { label: t`Take the last admission back`, group: t`Scan` });

  return (
    <div className="@container flex h-full flex-col">
      <StationBar gates={gatesOf(event, live?.byGate ?? [])}>{children}</StationBar>
      <OfflineBanner />
      <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto p-4 @4xl:flex-row @4xl:overflow-hidden">
        <div className="flex min-w-0 shrink-0 flex-col gap-3 @4xl:flex-1 @4xl:shrink">
          <CameraView asking={asking > 0} mode={mode} onCodes={onCodes} />
          <CodeEntry onCode={onCode} />
        </div>
        <div className="flex min-h-96 shrink-0 flex-col gap-3 @4xl:w-96">
          {eventId !== null && <Counts live={live} />}
          <Lookup event={event} onTicket={onCode}>
            <DoorList lines={lines} gate={gate} zone={zone} onUndo={undo} />
          </Lookup>
        </div>
      </div>
      {shown && undoing === null && (
        <VerdictScreen
          entry={shown}
          more={next.length}
          zone={zone}
          onClose={goOn}
          onUndo={undoLast}
          onAskAgain={() => scanCode(shown.body)}
        />
      )}
      <UndoDialog admission={undoing} onClose={() => setUndoing(null)} />
    </div>
  );
}

/** The gates that the event knows of: those of its tiers, and those that somebody has stood at. */
function gatesOf(event: EventOut | undefined, byGate: readonly { gate: string | null }[]): string[] {
  const ofTiers = event?.tiers.flatMap(({ gates }) => gates ?? []) ?? [];
  const stoodAt = byGate.flatMap(({ gate }) => (gate === null ? [] : [gate]));
  return [...new Set([...ofTiers, ...stoodAt])];
}
