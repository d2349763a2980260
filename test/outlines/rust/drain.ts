import { arm, boundTo, constant, external, held, local, other, own, part, receiverOf, source, type HandWritten } from '../build.ts';

const rust = source('rust/drain.rs');
const { bind, block, branch, call, exit, fn, id, loop, parameter, place, result, type, wait } = rust;
const [entries, seen, entry, topic, text, lines] = [0, 1, 2, 3, 4, 5];

const topics = own('topics', 'std::collections#HashMap');
/** What `lines` borrows is an entry of the map: the place is the map's, not the local's. */
const history = own('topics.[]', 'std::vec#Vec');
const slot = 'self.topics.entry(topic)';

const remember = [
	bind('seen += 1', seen, 'seen', other, false),
	bind('Entry { topic, text }', topic, 'topic', held(part(entry, 'topic'))),
	bind('let Entry { topic, text } = entry', text, 'text', held(part(entry, 'text'))),
	call(slot, external('std::collections#HashMap.entry'), { receiver: held(topics), args: [['topic', local(topic)]], result: receiverOf('or_default') }),
	call(`${slot}.or_default()`, external('std::collections#Entry.or_default'), { receiver: result(slot), result: boundTo(lines) }),
	bind(`let lines = ${slot}.or_default()`, lines, 'lines', held(history)),
	call('lines.push(text)', external('std::vec#Vec.push'), { receiver: local(lines), args: [['text', local(text)]] }),
	place('lines.push(text)', 'push', history, local(text)),
	branch('if lines.len() > 100', 'if', block(
		call('lines.len()', external('std::vec#Vec.len'), { receiver: local(lines), result: 'condition' }),
		place('lines.len()', 'length', history),
	), [arm(block(
		call('lines.remove(0)', external('std::vec#Vec.remove'), { receiver: local(lines), args: [['0', constant(0)]] }),
		place('lines.remove(0)', 'shift', history),
	))]),
];

export default {
	source: rust,
	outline: {
		types: [type('pub struct History', 'History', 'class', [], ['follow'])],
		functions: [
			fn('pub async fn follow(', 'History.follow', {
				owner: id('History'), isExported: true, parameters: [{ name: 'entries', binding: entries, type: ['tokio::sync::mpsc#Receiver', id('Entry')] }],
			},
				bind('let mut seen = 0', seen, 'seen', constant(0)),
				loop('while let Some(entry) = entries.recv().await', 'while', block(...remember), {
					condition: block(
						call('entries.recv()', external('tokio::sync::mpsc#Receiver.recv'), { receiver: parameter('History.follow', 0), result: 'awaited', resultType: 'thenable' }),
						wait('entries.recv().await', result('entries.recv()')),
						bind('Some(entry) = entries.recv().await', entry, 'entry', result('entries.recv()')),
					),
				}),
				exit('«seen»\n    }', 'return', local(seen)),
			),
		],
	},
} satisfies HandWritten;
