import { arm, constant, external, local, source, type HandWritten } from '../build.ts';

const rust = source('rust/select_loop.rs');
const { bind, block, branch, call, exit, fn, loop, place, result, select, use, wait } = rust;
const [commands, ticks, limit, lines, command, line] = [0, 1, 2, 3, 4, 5];

const history = { root: 'binding', binding: lines, path: [], type: 'std::vec#Vec' } as const;

const received = {
	future: block(
		call('commands.recv()', external('tokio::sync::mpsc#Receiver.recv'), { receiver: local(commands), result: 'awaited', resultType: 'thenable' }),
		wait('commands.recv()', result('commands.recv()')),
		bind('Some(command)', command, 'command', result('commands.recv()')),
	),
	binding: command,
	handler: block(branch('match command', 'switch', block(use('match command', command, 'condition')), [
		arm(block(
			bind('Command::Line(line)', line, 'line', local(command)),
			call('lines.push(line)', external('std::vec#Vec.push'), { receiver: local(lines), args: [['line', local(line)]], result: 'discarded' }),
			place('lines.push(line)', 'push', history, local(line)),
		), 'Command::Line'),
		arm(block(exit("break 'pump", 'break', undefined, 'pump')), 'Command::Stop'),
	])),
};

const ticked = {
	guard: block(
		call('lines.len()', external('std::vec#Vec.len'), { receiver: local(lines), result: 'condition' }),
		place('lines.len()', 'length', history),
		use('lines.len() > «limit»', limit, 'condition'),
	),
	future: block(
		call('ticks.tick()', external('tokio::time#Interval.tick'), { receiver: local(ticks), result: 'awaited', resultType: 'thenable' }),
		wait('ticks.tick()', result('ticks.tick()')),
	),
	handler: block(
		call('lines.remove(0)', external('std::vec#Vec.remove'), { receiver: local(lines), args: [['0', constant(0)]] }),
		place('lines.remove(0)', 'shift', history),
	),
};

export default {
	source: rust,
	outline: {
		types: [],
		functions: [
			fn('pub async fn pump(', 'pump', {
				isExported: true,
				parameters: [
					{ name: 'commands', binding: commands, type: ['tokio::sync::mpsc#Receiver', rust.id('Command')] },
					{ name: 'ticks', binding: ticks, type: ['tokio::time#Interval'] }, { name: 'limit', binding: limit },
				],
			},
				call('Vec::new()', external('std::vec#Vec.new'), { result: { kind: 'bound', binding: lines } }),
				bind('let mut lines = Vec::new()', lines, 'lines', result('Vec::new()')),
				loop("'pump: loop", 'infinite', block(select('tokio::select!', true, [received, ticked], block(exit('break;', 'break')))), { label: 'pump' }),
				exit('«lines»\n}', 'return', local(lines)),
			),
		],
	},
} satisfies HandWritten;
