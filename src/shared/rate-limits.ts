import { z } from 'zod';

const perMinute = z.int().min(1).max(1e9);

/** Requests a minute by class (API.md, "Limits"); any of them may be overridden. */
export const rateLimitsSchema = z.object({
  admin: perMinute.default(60),
  scanner: perMinute.default(120),
  checkout: perMinute.default(10),
  public: perMinute.default(30),
  console: perMinute.default(1_200),
});

export type RateLimits = z.output<typeof rateLimitsSchema>;
