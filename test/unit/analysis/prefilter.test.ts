/** Which texts may call something that blocks, told without a tree. */
import { expect, test } from 'vitest';
import { blockingMention } from '../../../server/src/analysis/prefilter.ts';
import { javascriptCatalogue } from '../../../server/src/catalogue/javascript/index.ts';

const mentions = blockingMention([javascriptCatalogue]);

test.each([
	"import { readFileSync } from 'node:fs';", "const fs = require('fs');", "import Database from 'better-sqlite3';", "const db = await import('better-sqlite3');",
	"const Database = require( \"better-sqlite3\" )", "export { default } from 'better-sqlite3';", 'value.appendFileSync(path);', 'Atomics.wait(view, 0, 0);', "import db from 'better-sqlite3/lib/database';",
])('%s may block', (text) => { expect(mentions(text)).toBe(true); });

test.each([
	"const drivers = { enabledDrivers: ['better-sqlite3', 'mysql'] };", "import { readFile } from 'node:fs/promises';", "import { readFile } from 'fs/promises';", "describe('child_process', () => {});",
	"import { DataSource } from '../../src/data-source/DataSource';",
])('%s does not', (text) => { expect(mentions(text)).toBe(false); });
