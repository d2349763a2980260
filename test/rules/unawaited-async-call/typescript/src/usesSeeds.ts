import { seeds } from './seeded.ts';

export const count = seeds.length;
