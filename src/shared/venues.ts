import { z } from 'zod';
import { idOut } from './ids.ts';
import { instantOut, timeZoneSchema } from './instant.ts';
import { lineOfText, operation, optionalLine, pageQuery } from './operation.ts';

export const venueOut = z
  .object({
    id: idOut('venue'),
    name: z.string(),
    city: z.string().nullable(),
    address: z.string().nullable(),
    timeZone: z.string(),
    isDefault: z.boolean(),
    createdAt: instantOut,
  })
  .meta({ id: 'Venue' });

const venueIn = z.object({
  name: lineOfText(120),
  city: optionalLine(120),
  address: optionalLine(300),
  timeZone: timeZoneSchema.optional(),
});

export const listVenues = operation({
  id: 'listVenues',
  method: 'get',
  path: '/api/admin/venues',
  tag: 'Venues',
  summary: 'All venues',
  access: 'staff',
  paged: true,
  query: z.object(pageQuery),
  answer: z.array(venueOut),
});

export const createVenue = operation({
  id: 'createVenue',
  method: 'post',
  path: '/api/admin/venues',
  tag: 'Venues',
  summary: 'Add a venue; the first one becomes the default',
  access: 'manager',
  status: 201,
  body: venueIn,
  answer: venueOut,
});

export const getVenue = operation({
  id: 'getVenue',
  method: 'get',
  path: '/api/admin/venues/:id',
  tag: 'Venues',
  summary: 'One venue',
  access: 'staff',
  answer: venueOut,
});

export const updateVenue = operation({
  id: 'updateVenue',
  method: 'patch',
  path: '/api/admin/venues/:id',
  tag: 'Venues',
  summary: 'Change a venue',
  access: 'manager',
  body: z.object({
    name: lineOfText(120).optional(),
    city: lineOfText(120).nullish(),
    address: lineOfText(300).nullish(),
    timeZone: timeZoneSchema.optional(),
  }),
  answer: venueOut,
});

export const deleteVenue = operation({
  id: 'deleteVenue',
  method: 'delete',
  path: '/api/admin/venues/:id',
  tag: 'Venues',
  summary: 'Remove a venue that no event uses',
  access: 'manager',
  answer: z.object({ id: idOut('venue'), deleted: z.literal(true) }),
  refusals: { 409: 'in_use' },
});
