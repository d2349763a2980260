// JavaScript knows an array by how it is made.
export class Feed {
	constructor() { this.entries = []; }
	add(entry) {
		this.entries.push(entry);
		if (this.entries.length > 5000) { this.entries.shift(); } // expect: front-removal
	}
}
