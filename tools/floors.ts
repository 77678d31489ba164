// `npm run floors`: every import keeps the directions of the house, and every file was really read.
import { checkFloors } from './lib/check-floors.ts';
import { root } from './lib/root.ts';

const { violations, unread, counts } = await checkFloors(root);
for (const violation of violations) console.error(violation);
for (const file of unread) console.error(`not read by the checker: ${file}`);
console.log(`floors: ${[...counts].map(([floor, count]) => `${floor} ${count}`).join(', ') || 'none yet'}`);
if (violations.length > 0 || unread.length > 0) process.exitCode = 1;
