import { z } from 'zod';
import { idIn, idOut } from './ids.ts';
import { instantOut } from './instant.ts';
import { emailSchema, lineOfText, operation } from './operation.ts';

export const roleSchema = z.enum(['owner', 'manager', 'staff', 'scanner']);

/** 10 to 200 characters: length is what counts (NIST SP 800-63B-4 §3.1.1), composition rules are not. */
export const passwordSchema = z.string().min(10, 'must have at least 10 characters').max(200);

export const userOut = z
  .object({ id: idOut('user'), email: z.string(), name: z.string(), role: roleSchema })
  .meta({ id: 'User' });

const tokenOut = z.object({
  token: z.string().meta({ description: 'JWT, valid for 7 days' }),
  expiresAt: instantOut,
  user: userOut,
});

/** `console` is the staff's own program: its limit counts all classes together. */
const clientSchema = z.enum(['console', 'integration']).optional();

export const signup = operation({
  id: 'signup',
  method: 'post',
  path: '/api/auth/signup',
  tag: 'Authentication',
  summary: "Create the first owner's account; only while there is none, and only on this machine",
  access: 'nobody',
  status: 201,
  secret: true,
  body: z.object({
    email: emailSchema,
    password: passwordSchema,
    name: lineOfText(120),
    organization: lineOfText(120).optional(),
    client: clientSchema,
  }),
  answer: tokenOut,
  refusals: { 403: 'signup_closed once an account exists' },
});

export const login = operation({
  id: 'login',
  method: 'post',
  path: '/api/auth/login',
  tag: 'Authentication',
  summary: 'Sign in with e-mail and password',
  access: 'nobody',
  secret: true,
  body: z.object({ email: z.string().max(254), password: z.string().max(200), client: clientSchema }),
  answer: tokenOut,
  refusals: { 401: 'wrong_credentials', 429: 'account_locked after repeated failures, with Retry-After' },
});

/** 4 to 8 digits. */
export const pinSchema = z.string().regex(/^\d{4,8}$/, 'must be 4 to 8 digits');

export const switchableUsers = operation({
  id: 'switchableUsers',
  method: 'get',
  path: '/api/auth/switch',
  tag: 'Authentication',
  summary: 'Who may take over a console with a PIN',
  access: 'staff',
  answer: z.array(z.object({ id: idOut('user'), name: z.string() })),
});

export const switchUser = operation({
  id: 'switchUser',
  method: 'post',
  path: '/api/auth/switch',
  tag: 'Authentication',
  summary: 'Take over a console that is signed in, with a PIN: a new token at the same till; the old one ends',
  access: 'staff',
  secret: true,
  body: z.object({ userId: idIn, pin: pinSchema }),
  answer: tokenOut,
  refusals: { 403: 'wrong_pin; forbidden with a token that is no console’s', 429: 'account_locked, with Retry-After' },
});

export const setPin = operation({
  id: 'setPin',
  method: 'put',
  path: '/api/auth/pin',
  tag: 'Authentication',
  summary: 'Set one’s own PIN, or take it away with null',
  access: 'staff',
  body: z.object({ pin: pinSchema.nullable(), password: z.string().max(200) }),
  answer: z.object({ hasPin: z.boolean() }),
  refusals: { 403: 'wrong_pin where the password does not fit', 429: 'account_locked, with Retry-After' },
});

export const logout = operation({
  id: 'logout',
  method: 'post',
  path: '/api/auth/logout',
  tag: 'Authentication',
  summary: 'Revoke the token of this call',
  access: 'scanner',
  body: z.object({}).optional(),
  answer: z.object({ revoked: z.literal(true) }),
});

export const me = operation({
  id: 'me',
  method: 'get',
  path: '/api/auth/me',
  tag: 'Authentication',
  summary: 'The user or device behind the token',
  access: 'scanner',
  answer: z
    .object({
      id: z.string(),
      kind: z.enum(['user', 'device']),
      name: z.string(),
      email: z.string().nullable(),
      role: roleSchema,
      gate: z.string().nullable(),
      eventId: z.string().nullable(),
      expiresAt: instantOut,
    })
    .meta({ id: 'Me' }),
});

/** Whether the first screen creates the owner or signs in, and whether this is the demo. */
export const welcome = operation({
  id: 'welcome',
  method: 'get',
  path: '/api/welcome',
  tag: 'Authentication',
  summary: 'What the console needs before anybody signed in',
  access: 'anyone',
  answer: z.object({
    hasOwner: z.boolean(),
    demo: z.boolean(),
    organization: z.string().nullable(),
    version: z.string(),
    currency: z.string(),
    timeZone: z.string(),
    onThisMachine: z
      .boolean()
      .meta({ description: 'The call came over loopback, so that signup and the demo are possible' }),
  }),
});
