/**
 * Breaks text into lines of at most `width` characters, at spaces, but never inside `code in backticks`, so that a name can be
 * copied whole. A word longer than a line stands on a line of its own. An infinite width breaks nothing. Never empty.
 */
export function wrap(text: string, width: number): readonly string[] {
	const lines: string[] = [];
	let line = '';
	for (const [word] of text.matchAll(/(?:`[^`]*`|\S)+/g)) {
		if (line === '') {
			line = word;
		} else if (line.length + 1 + word.length <= width) {
			line += ` ${word}`;
		} else {
			lines.push(line);
			line = word;
		}
	}
	return line === '' && lines.length > 0 ? lines : [...lines, line];
}
