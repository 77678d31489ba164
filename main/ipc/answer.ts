import type { ZodType } from 'zod';
import { DESKTOP_ARGUMENTS, type DesktopBridge, type DesktopMethod } from '../../src/shared/desktop.ts';
import { BoxOfficeError } from '../../src/shared/errors.ts';
import type { Answer } from '../channels.ts';
import type { Log } from '../log.ts';

/** The desktop's side of every method that the page may call. */
export type DesktopCalls = {
  [M in DesktopMethod]: (...given: Parameters<DesktopBridge[M]>) => ReturnType<DesktopBridge[M]>;
};

/** Something that cannot be done, in a sentence that the page may show. Any other error is logged and kept from the page. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}

/** Checks what a call brings, does what it says, and puts into words what went wrong. */
export async function answer<M extends DesktopMethod>(
  calls: DesktopCalls,
  method: M,
  given: readonly unknown[],
  log: Log,
): Promise<Answer<unknown>> {
  const takes: ZodType<Parameters<DesktopBridge[M]>> = DESKTOP_ARGUMENTS[method];
  const taken = takes.safeParse(given);
  if (!taken.success) {
    const [issue] = taken.error.issues;
    return { error: `${method} does not take this: ${issue?.path.slice(1).join('.') ?? ''} ${issue?.message ?? ''}` };
  }
  try {
    return { value: await calls[method](...taken.data) };
  } catch (error) {
    if (error instanceof Refusal || error instanceof BoxOfficeError) return { error: error.message };
    log.error(`${method} failed`, error);
    return { error: 'The desktop could not do this. What went wrong is in its log.' };
  }
}
