/** Functions that a framework finds by the names of files: `sails.helpers.mail.sendOne()` is what `api/helpers/mail/send-one.js` exports. */
import type { CallGraph } from '../../callgraph/graph.ts';
import type { Catalogue } from '../../catalogue/catalogue.ts';
import type { FunctionId } from '../../outline/model.ts';

/** What a call of a member of a global comes to, if files of the package around are loaded so. `path`: without `global#`; `file`: in which it stands. */
export function loadedByName(path: string, file: string, graph: CallGraph, catalogue: Catalogue): FunctionId | undefined {
	const names = path.replace(/\.with$/, '').split('.');
	for (let at = 1; at < names.length; at += 1) {
		const loads = catalogue.lookup(`global#${names.slice(0, at).join('.')}`)?.loads;
		if (loads === undefined) { continue; }
		const stem = `${graph.factsOf(file).package ?? ''}/${loads.folder}/${names.slice(at).map(inKebab).join('/')}`;
		return ['js', 'ts', 'cjs', 'mjs'].map((ending) => `${stem}.${ending}#${loads.member}`).find((id) => graph.functionOf(id) !== undefined);
	}
	return undefined;
}

/** `sendOne` → `send-one`. */
function inKebab(name: string): string { return name.replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase(); }
