// Nothing here holds up anybody: it runs once, before anything else.
import { readFileSync } from 'node:fs';

export const banner = readFileSync('banner.txt', 'utf8');
