import { z } from 'zod';
import { passwordSchema, roleSchema } from './auth.ts';
import { idOut } from './ids.ts';
import { instantOut } from './instant.ts';
import { emailSchema, lineOfText, operation, pageQuery } from './operation.ts';

export const staffOut = z
  .object({
    id: idOut('user'),
    email: z.string(),
    name: z.string(),
    role: roleSchema,
    revoked: z.boolean(),
    createdAt: instantOut,
    lastLoginAt: instantOut.nullable(),
  })
  .meta({ id: 'StaffMember' });

const path = '/api/admin/users';
const tag = 'Users';

export const listUsers = operation({
  id: 'listUsers',
  method: 'get',
  path,
  tag,
  summary: 'Everybody who may sign in',
  access: 'owner',
  paged: true,
  query: z.object(pageQuery),
  answer: z.array(staffOut),
});

export const createUser = operation({
  id: 'createUser',
  method: 'post',
  path,
  tag,
  summary: 'Add a member of staff',
  access: 'owner',
  status: 201,
  body: z.object({ email: emailSchema, name: lineOfText(120), role: roleSchema, password: passwordSchema }),
  answer: staffOut,
  refusals: { 409: 'email_taken' },
});

export const getUser = operation({
  id: 'getUser',
  method: 'get',
  path: `${path}/:id`,
  tag,
  summary: 'One member of staff',
  access: 'owner',
  answer: staffOut,
});

export const updateUser = operation({
  id: 'updateUser',
  method: 'patch',
  path: `${path}/:id`,
  tag,
  summary: 'Change name, role or password, or revoke; a new password or role ends the sessions of this user',
  access: 'owner',
  body: z.object({
    name: lineOfText(120).optional(),
    role: roleSchema.optional(),
    password: passwordSchema.optional(),
    revoked: z.boolean().optional(),
  }),
  answer: staffOut,
  refusals: { 409: 'last_owner' },
});

export const revokeUser = operation({
  id: 'revokeUser',
  method: 'delete',
  path: `${path}/:id`,
  tag,
  summary: 'Revoke a member of staff: signed out everywhere at the next call; what they did stays',
  access: 'owner',
  answer: z.object({ id: idOut('user'), deleted: z.literal(true) }),
  refusals: { 409: 'last_owner' },
});
