/** Folders with somebody else's code among the sources: copied there with the licence that it has to keep. */
import { isText, readTextFileSync } from './disk.ts';

/** Licences under which code is copied into other projects, by a sentence of each. One that keeps rights (`ee/LICENSE`) says that the code is the project's own. */
const permissive = /permission is hereby granted, free of charge|permission to use, copy, modify,? and\/or distribute|redistribution and use in source and binary forms/i;
const names = ['LICENSE', 'LICENSE.md', 'LICENSE.txt', 'LICENCE', 'license'];

/** A folder's licence; undefined where it has none that can be read. */
export function licenceIn(folder: string): string | undefined {
	for (const name of names) {
		const content = readTextFileSync(`${folder}/${name}`);
		if (isText(content)) { return content.text; }
	}
	return undefined;
}

/** True for a licence that lets others copy the code, and whose holder neither the project's own licence nor `about` (what else it says of itself) names. */
export function isOthersLicence(licence: string, own: string, about: string): boolean {
	if (!permissive.test(licence)) { return false; }
	const holders = holdersIn(licence);
	const said = `${own}\n${about}`.toLowerCase();
	return holders.length > 0 && holders.every((holder) => !said.includes(holder.toLowerCase()));
}

/** `Ada Lovelace` of `Copyright (c) 2011-2017, Ada Lovelace <ada@example.org>. All rights reserved.` */
function holdersIn(licence: string): readonly string[] {
	return [...licence.matchAll(/^[ \t*#]*copyright\b(?:\s*(?:\(c\)|©))?(?:[\d\s,–-]|present)*(?:\(c\)|©)?(?:by\s+)?([^\r\n<(]+)/gim)]
		.map(([, holder = '']) => holder.replace(/all rights reserved.*$/i, '').replace(/[\s.,]+$/, '').trim())
		.filter((holder) => holder.length > 2 && !/^(?:notice|holders?\b|owner)/i.test(holder));
}
