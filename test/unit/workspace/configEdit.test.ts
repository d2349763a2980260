import { expect, test } from 'vitest';
import { applyEdits } from '../../../server/src/fixes/apply.ts';
import { withSetting } from '../../../server/src/workspace/configEdit.ts';

const set = (text: string | undefined) => applyEdits(text ?? '', withSetting(text, 'runtimeDirectory', 'src/lib'));

test('a file that is not there gets the setting alone', () => {
	expect(set(undefined)).toBe('{\n\t"runtimeDirectory": "src/lib"\n}\n');
});

test('comments, indentation and line ends stay', () => {
	expect(set('{\n  // ours\n  "rules": {}, // all\n}\n')).toBe('{\n  // ours\n  "rules": {},\n  "runtimeDirectory": "src/lib", // all\n}\n');
	expect(set('{\r\n\t"rules": {}\r\n}\r\n')).toBe('{\r\n\t"rules": {},\r\n\t"runtimeDirectory": "src/lib"\r\n}\r\n');
});

test('a value that is there is replaced', () => {
	expect(set('{ "runtimeDirectory": "x" }')).toBe('{ "runtimeDirectory": "src/lib" }');
});
