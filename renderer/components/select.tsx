import { Select as Base } from '@base-ui/react/select';
import { Check, ChevronDown } from 'lucide-react';
import { cx } from '../lib/cx.ts';
import { inputClass } from './input.tsx';

interface SelectProps<Value extends string> {
  readonly value: Value;
  readonly onValue: (value: Value) => void;
  readonly options: readonly { readonly value: Value; readonly label: string; readonly note?: string }[];
  readonly id?: string;
  readonly 'aria-label'?: string;
  readonly 'aria-invalid'?: true | undefined;
  readonly 'aria-describedby'?: string | undefined;
  readonly size?: 'sm' | 'md';
  readonly className?: string;
  readonly disabled?: boolean;
}

export const popupClass =
  'popup-motion z-50 max-h-(--available-height) overflow-y-auto rounded-lg border border-line bg-raised p-1 text-ink shadow-popup';

export const optionClass =
  'flex cursor-default items-center gap-2 rounded-md px-2 py-1.5 text-base outline-none select-none data-highlighted:bg-selected';

export function Select<Value extends string>({
  value,
  onValue,
  options,
  size = 'md',
  className,
  disabled,
  ...rest
}: SelectProps<Value>) {
  return (
    <Base.Root
      items={options}
      value={value}
      onValueChange={(next) => {
        if (next !== null) onValue(next);
      }}
      disabled={disabled ?? false}
    >
      <Base.Trigger
        {...rest}
        className={cx(
          inputClass,
          'flex items-center justify-between gap-2 text-left',
          size === 'sm' && 'h-control-sm text-sm',
          className,
        )}
      >
        <Base.Value className="truncate" />
        <Base.Icon>
          <ChevronDown aria-hidden className="size-4 text-muted" />
        </Base.Icon>
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner className="z-50 outline-none" sideOffset={4} alignItemWithTrigger={false}>
          <Base.Popup className={cx(popupClass, 'min-w-(--anchor-width)')}>
            <Base.List>
              {options.map((option) => (
                <Base.Item key={option.value} value={option.value} className={optionClass}>
                  <span className="size-4 shrink-0">
                    <Base.ItemIndicator>
                      <Check aria-hidden className="size-4" />
                    </Base.ItemIndicator>
                  </span>
                  <Base.ItemText className="truncate">{option.label}</Base.ItemText>
                  {option.note !== undefined && <span className="ml-auto pl-4 text-sm text-muted">{option.note}</span>}
                </Base.Item>
              ))}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
