import { arm, boundTo, constant, external, held, local, other, own, receiverOf, source, type HandWritten } from '../build.ts';

const rust = source('rust/memo.rs');
const { argumentOf, bind, block, branch, call, closure, exit, fn, func, id, parameter, place, result, type, use } = rust;
const [title, filled, text] = [0, 1, 2];

const cell = own('text', 'std::cell#OnceCell');
const read = 'std::fs::read_to_string(&self.path)';
const replaced = 'self.text()?.replace("{title}", title)';

const page = fn('pub async fn page(', 'Templates.page', { owner: id('Templates'), isExported: true, parameters: [{ name: 'title', binding: title, type: ['std::str#str'] }] },
	call('self.text()', func('Templates.text'), { receiver: held({ root: 'this', path: [] }), result: receiverOf('replace') }),
	exit('self.text()?', 'propagate', result('self.text()')),
	call(replaced, external('std::str#str.replace'), {
		receiver: result('self.text()'), args: [['"{title}"', constant('{title}')], ['title', parameter('Templates.page', 0)]], result: argumentOf(`Ok(${replaced})`, 0),
	}),
	call(`Ok(${replaced})`, external('std::result#Result.Ok'), { args: [[replaced, result(replaced)]], result: 'returned' }),
	exit(`Ok(${replaced})`, 'return', result(`Ok(${replaced})`)),
);

/** The filled cell returns early, so what fills it is the rest of the block: it becomes the branch's other arm. */
const getOrFill = branch('if let Some(text) = self.text.get()', 'if', block(
	call('self.text.get()', external('std::cell#OnceCell.get'), { receiver: held(cell), result: boundTo(filled) }),
	bind('Some(text) = self.text.get()', filled, 'text', result('self.text.get()')),
), [
	arm(block(
		call(['Ok(text)', 1], external('std::result#Result.Ok'), { args: [['text', local(filled)]], result: 'returned' }),
		exit('return Ok(text)', 'return', result('Ok(text)')),
	)),
	arm(block(
		call(read, external('std::fs#read_to_string'), { args: [['&self.path', held(own('path', 'std::path#PathBuf'))]], result: boundTo(text) }),
		exit(`${read}?`, 'propagate', result(read)),
		bind(`let text = ${read}?`, text, 'text', result(read)),
		closure('|| text', 'Templates.text.<closure>', 'value'),
		use('|| text', text, 'escape'),
		call('self.text.get_or_init(|| text)', external('std::cell#OnceCell.get_or_init'), {
			receiver: held(cell), args: [['|| text', func('Templates.text.<closure>')]], result: argumentOf('Ok(self.text.get_or_init(|| text))', 0),
		}),
		place('self.text.get_or_init(|| text)', 'assign', cell, other),
		call('Ok(self.text.get_or_init(|| text))', external('std::result#Result.Ok'), { args: [['self.text.get_or_init(|| text)', result('self.text.get_or_init(|| text)')]], result: 'returned' }),
		exit('Ok(self.text.get_or_init(|| text))', 'return', result('Ok(self.text.get_or_init(|| text))')),
	), 'else'),
], { memo: { target: cell, kind: 'once' } });

export default {
	source: rust,
	outline: {
		types: [type('pub struct Templates', 'Templates', 'class', [], ['page', 'text'])],
		functions: [
			page,
			fn('fn text(&self)', 'Templates.text', { owner: id('Templates') }, getOrFill),
			fn('|| text', 'Templates.text.<closure>', { kind: 'closure', enclosing: 'Templates.text' }, exit('|| «text»', 'return', local(text))),
		],
	},
} satisfies HandWritten;
