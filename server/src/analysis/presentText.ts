/** A file's present text, with what is known of it. */
import { LineIndex } from '../workspace/text.ts';

/** A text, of which the rest is found out when somebody asks. */
export class PresentText {
	readonly text: string;
	/** The language has looked for names in it. */
	isLearnt = false;
	/** It was made by a tool, or copied from elsewhere; absent until somebody asks. */
	isGenerated: boolean | undefined;
	private index: LineIndex | undefined;
	constructor(text: string) { this.text = text; }
	get lines(): LineIndex { return (this.index ??= new LineIndex(this.text)); }
}
