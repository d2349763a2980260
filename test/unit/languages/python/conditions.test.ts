/** What conditions say of parameters and of the platform, and what becomes of it at calls. */
import { expect, it } from 'vitest';
import { createCallGraph } from '../../../../server/src/callgraph/graph.ts';
import { createCatalogue } from '../../../../server/src/catalogue/catalogue.ts';
import { open, ROOT, type Files } from './workspace.ts';

const catalogue = createCatalogue({
	entries: [
		{ symbol: 'builtins#open', blocks: { category: 'file', severity: 'error', does: 'opens a file' } },
		{ symbol: 'asyncio#to_thread', offloads: 0 },
	],
	aliases: {},
});

/** The names of the functions in which something blocks. */
async function blocked(text: string): Promise<string[]> {
	const files: Files = { 'a.py': text };
	const { outline } = await open(files);
	const graph = createCallGraph({ catalogue, factsOf: () => ({ isTest: false, isWorker: false }) });
	const made = outline('a.py');
	graph.update({ set: [made], remove: [] });
	const prefix = `${ROOT}/a.py#`;
	return made.functions.filter((each) => graph.effectsOf(each.id).length > 0).map((each) => each.id.slice(prefix.length)).filter((name) => /^(go|no)_/.test(name));
}

it('decides by what is given whether a call meets what blocks', async () => {
	expect(await blocked(`
def load(path=None, cache=True, mode='read'):
    if path is not None:
        open(path)
def fresh(path, *, use_cache=True):
    if not use_cache:
        open(path)
def early(path, dry_run=False):
    if dry_run:
        return
    open(path)
def modes(path, mode):
    if mode in ('w', 'a'):
        open(path)
def matched(path, mode):
    match mode:
        case 'w': open(path)
        case 'x': return
def wrapped(path=None, other=1): load(path=path)
def shortcut(path=None): return path is not None and open(path)
def chosen(path=None): return open(path) if path else None
class Box:
    def __init__(self, path, *, eager=False):
        if eager:
            open(path)
def spread(*paths, go=False):
    if go: open('x')

def filled(path, text=None):
    if text is None:
        text = open(path)
    return text
def refilled(path, text=None):
    text = text or None
    if text is None:
        text = open(path)
def go_filled(): filled('x')
def no_filled(): filled('x', text='y')
def go_refilled(): refilled('x', text='y')
def go_load(): load('x')
def no_load(): load()
def no_none(): load(None)
def go_unknown(path): load(path)
def no_other(): load(cache=False)
def go_options(options): load(**options)
def go_fresh(): fresh('x', use_cache=False)
def no_fresh(): fresh('x')
def go_early(): early('x')
def no_early(): early('x', dry_run=True)
def go_mode(): modes('x', 'w')
def no_mode(): modes('x', 'r')
def go_match(): matched('x', 'w')
def no_match(): matched('x', 'x')
def go_wrapped(): wrapped('x')
def no_wrapped(): wrapped(other=2)
def no_shortcut(): shortcut()
def go_shortcut(): shortcut('x')
def no_chosen(): chosen('')
def go_chosen(): chosen('x')
def go_box(): Box('x', eager=True)
def no_box(): Box('x')
def go_spread(): spread('x', go=True)
`)).toEqual(['go_filled', 'go_refilled', 'go_load', 'go_unknown', 'go_options', 'go_fresh', 'go_early', 'go_mode', 'go_match', 'go_wrapped', 'go_shortcut', 'go_chosen', 'go_box', 'go_spread']);
});

it('does not believe a parameter that is assigned again, or a condition that says something else', async () => {
	expect(await blocked(`
def assigned(path=None):
    path = path or 'x'
    if path is not None:
        open(path)
def typed(path=None):
    if isinstance(path, str) or path:
        open('x')
def zero(count=0):
    if count is not None:
        open('x')
def either(a=None, b=None):
    if a is None or b is None:
        open('x')
def go_assigned(): assigned()
def go_typed(): typed()
def go_zero(): zero()
def go_either(): either(1)
`)).toEqual(['go_assigned', 'go_typed', 'go_zero', 'go_either']);
});

it('knows the platform by all its names', async () => {
	const { outline } = await open({ 'a.py': `
import os, platform, sys
from sys import platform as system
WINDOWS = os.name == 'nt'
def a():
    if sys.platform == 'win32': one()
    elif sys.platform.startswith('linux'): two()
def b():
    if platform.system() == 'Darwin': one()
def c():
    if WINDOWS: one()
    else: two()
def d():
    if system in ('win32', 'cygwin'): one()
` });
	const said = outline('a.py').functions.flatMap((each) => each.body.steps.flatMap((step) => (step.kind === 'branch' ? [`${each.name}: ${step.arms.map((arm) => (arm.requires ?? []).map(({ test, constants }) => `${test} ${constants.join('/')}`).join(' ')).join(' | ')}`] : [])));
	expect(said).toEqual(['a: equals win32 | differs win32', 'b: equals darwin', 'c: equals win32 | differs win32', 'd: equals win32/cygwin']);
});
