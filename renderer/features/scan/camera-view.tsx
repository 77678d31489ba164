import { useLingui } from '@lingui/react/macro';
import { CameraOff, Flashlight, FlashlightOff, Lightbulb, LoaderCircle, LogOut, Video, VideoOff } from 'lucide-react';
import { useState } from 'react';
import { Button, IconButton } from '../../components/button.tsx';
import { Select } from '../../components/select.tsx';
import type { Camera } from '../../lib/decoding/camera.ts';
import type { FramingHint } from '../../lib/decoding/framing.ts';
import { cx } from '../../lib/cx.ts';
import { CameraNotice, CameraTrouble } from './camera-notice.tsx';
import type { Mode } from './station.ts';
import { useCamera } from './use-camera.ts';
import { useReading } from './use-reading.ts';

interface CameraViewProps {
  readonly asking: boolean;
  readonly mode: Mode;
  /** Codes newly in view. */
  readonly onCodes: (codes: readonly string[]) => void;
}

/** What the camera sees, and everything about the camera itself. */
export function CameraView({ asking, mode, onCodes }: CameraViewProps) {
  const { t } = useLingui();
  const { state, cameras, choose, switchOn, retry } = useCamera();
  const camera = state.status === 'on' ? state.camera : null;
  const { ref: video, broken, hint } = useReading(camera, onCodes);

  return (
    <section
      aria-label={t`Camera`}
      className="relative min-h-60 flex-1 overflow-hidden rounded-lg bg-rail text-rail-ink"
    >
      <video
        ref={video}
        muted
        playsInline
        aria-label={t`What the camera sees`}
        className={cx(
          'absolute inset-0 size-full object-cover',
          camera === null && 'invisible',
          !camera?.looksAway && '-scale-x-100',
        )}
      />
      {camera && !broken && <Frame asking={asking} mode={mode} hint={hint} />}
      {broken && (
        <CameraNotice
          icon={<CameraOff aria-hidden />}
          title={t`Codes cannot be read from the camera here`}
        >{t`Use a hand-held scanner, or type the code.`}</CameraNotice>
      )}
      {state.status === 'starting' && (
        <CameraNotice icon={<LoaderCircle aria-hidden className="animate-spin" />} title={t`Starting the camera`} />
      )}
      {state.status === 'problem' && <CameraTrouble problem={state.problem} onRetry={retry} />}
      {state.status === 'off' && (
        <CameraNotice
          icon={<VideoOff aria-hidden />}
          title={t`The camera is off`}
          action={<Button icon={Video} onClick={() => switchOn(true)}>{t`Switch it on`}</Button>}
        >
          {t`Hand-held scanners and typed codes work all the same.`}
        </CameraNotice>
      )}
      {camera && (
        <div className="on-rail absolute top-3 right-3 flex items-center gap-2">
          {cameras.length > 1 && (
            <Select
              aria-label={t`Camera`}
              size="sm"
              className="w-52!"
              value={camera.id}
              onValue={choose}
              options={cameras.map(({ id, label }, index) => ({ value: id, label: label || t`Camera ${index + 1}` }))}
            />
          )}
          {camera.setTorch !== null && <Torch key={camera.id} setTorch={camera.setTorch} />}
          <IconButton
            icon={VideoOff}
            look="normal"
            size="sm"
            label={t`Switch the camera off`}
            onClick={() => switchOn(false)}
          />
        </div>
      )}
    </section>
  );
}

interface FrameProps {
  readonly asking: boolean;
  readonly mode: Mode;
  readonly hint: FramingHint | null;
}

/** Where to hold the code, and how where it is held up in vain. */
function Frame({ asking, mode, hint }: FrameProps) {
  const { t } = useLingui();
  const help: Readonly<Record<FramingHint, string>> = {
    light: t`Too dark: more light on the code`,
    closer: t`Hold the code closer`,
    still: t`Hold it still and flat, without reflections`,
  };
  const wish = mode === 'entry' ? t`Hold the code inside the frame` : t`Way out: hold the code inside the frame`;
  const corner = 'absolute size-10 border-white';
  return (
    <>
      <div
        aria-hidden
        className="absolute top-1/2 left-1/2 aspect-square h-[62%] -translate-x-1/2 -translate-y-1/2 opacity-90"
      >
        <span className={cx(corner, 'top-0 left-0 rounded-tl-lg border-t-4 border-l-4')} />
        <span className={cx(corner, 'top-0 right-0 rounded-tr-lg border-t-4 border-r-4')} />
        <span className={cx(corner, 'bottom-0 left-0 rounded-bl-lg border-b-4 border-l-4')} />
        <span className={cx(corner, 'right-0 bottom-0 rounded-br-lg border-r-4 border-b-4')} />
      </div>
      <output className="absolute inset-x-0 bottom-3 text-center">
        <span
          className={cx(
            'inline-flex items-center gap-2 rounded-full px-4 py-1.5 text-base font-medium',
            hint !== null && !asking ? 'bg-caution text-on-caution' : 'bg-rail',
          )}
        >
          {asking && <LoaderCircle aria-hidden className="size-4 animate-spin" />}
          {!asking && hint !== null && <Lightbulb aria-hidden className="size-4" />}
          {!asking && hint === null && mode === 'exit' && <LogOut aria-hidden className="size-4" />}
          {asking ? t`Asking the box office…` : hint === null ? wish : help[hint]}
        </span>
      </output>
    </>
  );
}

function Torch({ setTorch }: { setTorch: NonNullable<Camera['setTorch']> }) {
  const { t } = useLingui();
  const [lit, setLit] = useState(false);
  const toggle = (): void => {
    // A lamp that refuses stays as it was, and so does the button.
    setTorch(!lit).then(
      () => setLit(!lit),
      () => undefined,
    );
  };
  return (
    <IconButton
      icon={lit ? FlashlightOff : Flashlight}
      look="normal"
      size="sm"
      label={t`Lamp`}
      aria-pressed={lit}
      onClick={toggle}
    />
  );
}
