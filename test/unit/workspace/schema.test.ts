import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { configJsonSchema, type JsonSchema } from '../../../server/src/workspace/schema.ts';

const published = new URL('../../../unblock.schema.json', import.meta.url);

test('the published schema is the one the settings are read by (UPDATE=1 writes it)', () => {
	const schema = `${JSON.stringify(configJsonSchema(), null, '\t')}\n`;
	if (process.env.UPDATE) { writeFileSync(published, schema); }
	expect(readFileSync(published, 'utf8')).toBe(schema);
});

describe('descriptions', () => {
	test('every key has one', () => {
		expect(undescribed(configJsonSchema(), '')).toEqual([]);
	});
});

function undescribed(value: unknown, path: string): string[] {
	if (typeof value !== 'object' || value === null) { return []; }
	const missing = Object.entries((value as JsonSchema).properties ?? {})
		.filter(([, inner]) => typeof inner === 'object' && !inner.description).map(([key]) => `${path}.${key}`);
	return [...missing, ...Object.entries(value).flatMap(([key, inner]) => undescribed(inner, `${path}/${key}`))];
}
