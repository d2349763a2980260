/** Programs that are run and waited for, signals, people at a terminal, and time that passes. */
import type { CatalogueData, Entry } from '../../schema.ts';
import { advice, blocking, blockingEach, here, is, results, twin } from '../entries.ts';

const asyncProcess = advice('use asyncio.create_subprocess_exec() and await its communicate()');
const noTime = [is(0, 'timeout', 0)];

const programs: Entry[] = [
	...blocking('subprocess#', 'process', 'error', [
		['run call check_call check_output', 'runs a program and waits for it', asyncProcess],
		['getoutput getstatusoutput', 'runs a shell command and waits for it', advice('use asyncio.create_subprocess_shell() and await its communicate()')],
	]),
	...blocking('subprocess#', 'process', 'warning', [['Popen', 'starts a program', advice('use asyncio.create_subprocess_exec()')]]),
	...blocking('os#', 'process', 'warning', [['posix_spawn posix_spawnp', 'starts a program', advice('use asyncio.create_subprocess_exec()')]]),
	...blocking('subprocess#Popen.', 'process', 'error', [
		['wait', 'waits for a program', { ...advice('start it with asyncio.create_subprocess_exec() and await its wait()'), unless: noTime }],
		['communicate', 'waits for a program', { ...advice('start it with asyncio.create_subprocess_exec() and await its communicate()'), unless: [is(1, 'timeout', 0)] }],
		['__exit__', 'waits for a program', here('start it with asyncio.create_subprocess_exec()')],
	]),
	...blocking('os#', 'process', 'error', [
		['system', 'runs a shell command and waits for it', advice('use asyncio.create_subprocess_shell() and await its wait()')],
		['popen', 'runs a shell command', advice('use asyncio.create_subprocess_shell()')],
		['wait wait3', 'waits for a child process', here('start it with asyncio.create_subprocess_exec() and await its wait()')],
		['waitpid wait4', 'waits for a child process', { ...asyncProcess, unless: [{ argument: 1, symbols: ['os#WNOHANG'] }] }],
		['waitid', 'waits for a child process', { ...asyncProcess, unless: [{ argument: 2, symbols: ['os#WNOHANG'] }] }],
	]),
	// With P_NOWAIT they give the child's id at once.
	...blocking('os#', 'process', 'error', [['spawnl spawnle spawnlp spawnlpe spawnv spawnve spawnvp spawnvpe', 'runs a program and waits for it', { ...asyncProcess, unless: [{ argument: 0, symbols: ['os#P_NOWAIT', 'os#P_NOWAITO', 'os#P_DETACH'] }] }]]),
	...blocking('pty#', 'process', 'error', [['spawn', 'runs a program and waits for it', asyncProcess]]),
	// Where there is a browser, whoever runs the program sits before it.
	...blocking('webbrowser#', 'process', 'info', [['open open_new open_new_tab', 'starts a browser']]),
];

const people: Entry[] = [
	...blocking('builtins#', 'terminal', 'error', [
		['input', 'waits for a line of input'],
		['breakpoint', 'waits for a person', here('take it out')],
	]),
	...blockingEach(['sys#stdin.', 'sys#stdin.buffer.', 'sys#__stdin__.'], 'terminal', 'error', [['read readline readlines __next__', 'waits for input', advice('read it through loop.connect_read_pipe(), or on a thread')]]),
	...blocking('getpass#', 'terminal', 'error', [['getpass', 'waits for a password']]),
	...blocking('pdb#', 'terminal', 'error', [['set_trace', 'waits for a person', here('take it out')]]),
	...blocking('code#', 'terminal', 'error', [['interact', 'waits for a person']]),
	...blocking('cmd#Cmd.', 'terminal', 'error', [['cmdloop', 'waits for a person']]),
];

const signals: Entry[] = blocking('signal#', 'other', 'error', [
	['pause sigwait sigwaitinfo', 'waits for a signal', here('use loop.add_signal_handler()')],
	['sigtimedwait', 'waits for a signal', { ...here('use loop.add_signal_handler()'), unless: [is(1, 'timeout', 0)] }],
]);

const time: Entry[] = [
	...blocking('time#', 'sleep', 'error', [['sleep', 'sleeps', twin('asyncio#sleep', 'safe')]]),
	...blocking('sched#scheduler.', 'sleep', 'error', [['run', 'sleeps until its events are due', { ...here('use loop.call_later()'), unless: [is(0, 'blocking', false)] }]]),
];

export const processes: CatalogueData = {
	entries: [...programs, ...people, ...signals, ...time, ...results({ 'subprocess#Popen.__enter__': 'subprocess#Popen', 'sys#stdin.__iter__': 'builtins#list[builtins#str]', 'sys#stdin.readline': 'builtins#str', 'sys#stdin.read': 'builtins#str' })],
	aliases: {},
};
