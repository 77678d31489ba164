import { type AnswerOf } from '../../../src/shared/operation.ts';
import { type listTills } from '../../../src/shared/tills.ts';

export type Till = AnswerOf<typeof listTills>[number];
