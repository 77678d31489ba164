import { useEffect, useState } from 'react';

/** `value` once it has been still for `delay` ms. */
export function useDebounced<T>(value: T, delay = 120): T {
  const [still, setStill] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setStill(value), delay);
    return () => clearTimeout(timer);
  }, [value, delay]);
  return still;
}
