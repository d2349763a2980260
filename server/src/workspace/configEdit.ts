/** Changes a setting in the text of an `unblock.json`, and leaves its comments and the rest as they are. Pure. */
import { applyEdits, modify } from 'jsonc-parser';

/** The changes that set a key; for a file that is not there, its whole text as one change at 0. Offsets are UTF-16 code units of the text before. */
export function withSetting(text: string | undefined, key: string, value: unknown): readonly { readonly span: { readonly start: number; readonly end: number }; readonly newText: string }[] {
	const formattingOptions = { insertSpaces: text !== undefined && /^ +"/m.test(text), tabSize: 2, eol: text?.includes('\r\n') === true ? '\r\n' : '\n' };
	const edits = modify(text ?? '{}', [key], value, { formattingOptions });
	if (text === undefined) { return [{ span: { start: 0, end: 0 }, newText: `${applyEdits('{}', edits)}\n` }]; }
	return edits.map(({ offset, length, content }) => ({ span: { start: offset, end: offset + length }, newText: content }));
}
