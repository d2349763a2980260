/** Packages that run programs, ask a person, sleep, or wait for a promise without giving the loop back. */
import type { CatalogueData, Entry } from '../../schema.ts';
import { advice, blocking, member, twin } from '../entries.ts';

/** The sync result has the same properties; sync options are a part of the others. */
const execa: Entry[] = blocking('execa#', 'process', 'error', [
	['execaSync', 'runs a program and waits for it', twin('execa#execa', 'review')],
	['execaCommandSync', 'runs a program and waits for it', twin('execa#execaCommand', 'review')],
	// `$.sync`, and `execa.sync` of its first versions.
	['sync', 'runs a program and waits for it', advice('use the asynchronous form and await it')],
	['commandSync', 'runs a program and waits for it', advice('use execa.command() and await it')],
	['shellSync', 'runs a shell command and waits for it', advice('use execa.shell() and await it')],
]);

const spawning: Entry[] = [
	...blocking('cross-spawn#', 'process', 'error', [
		['sync', 'runs a program and waits for it', advice('use spawn() and await its close event')],
		['spawnSync', 'runs a program and waits for it', advice('use spawn() and await its close event')],
	]),
	...blocking('zx#', 'process', 'error', [
		['$.sync', 'runs a shell command and waits for it', advice('use $ and await it')],
	]),
	...blocking('clipboardy#', 'process', 'warning', [
		['readSync', 'runs a program and waits for it', member('read', 'safe')],
		['writeSync', 'runs a program and waits for it', member('write', 'review')],
	]),
	...blocking('node-machine-id#', 'process', 'warning', [['machineIdSync', 'runs a program and waits for it', member('machineId', 'safe')]]),
	...blocking('shell-env#', 'process', 'warning', [['shellEnvSync', 'runs a shell and waits for it', twin('shell-env#shellEnv', 'safe')]]),
	...blocking('username#', 'process', 'warning', [['usernameSync', 'runs a program and waits for it', twin('username#username', 'safe')]]),
	...blocking('os-locale#', 'process', 'warning', [['osLocaleSync', 'runs a program and waits for it', twin('os-locale#osLocale', 'safe')]]),
];

const shellFiles = 'use fs.promises';

/** Each command works on the disk before it returns. `cd`, `pwd`, `echo`, `set`, `env`, `error` do not, or hardly. */
const shelljs: Entry[] = [
	...blocking('shelljs#', 'process', 'error', [
		['exec', 'runs a shell command and waits for it', {
			...advice('give it { async: true } or a callback'),
			unless: [{ argument: 1, property: 'async', equals: [true] }, { argument: 1, isFunction: true }, { argument: 2, present: true }],
		}],
		['cmd', 'runs a program and waits for it', advice('use child_process.execFile() through util.promisify')],
	]),
	...blocking('shelljs#', 'file', 'error', [
		...['cat', 'grep', 'head', 'tail', 'sort', 'uniq', 'find'].map((name) => [name, 'reads files', advice(shellFiles)] as const),
		...['cp', 'mv', 'rm', 'sed'].map((name) => [name, 'writes files', advice(shellFiles)] as const),
		['ShellReturnValue.to', 'writes a file', advice(shellFiles)],
		['ShellReturnValue.toEnd', 'appends to a file', advice(shellFiles)],
	]),
	...blocking('shelljs#', 'file', 'warning', [
		['ls', 'lists a directory', advice(shellFiles)],
		...['mkdir', 'ln', 'touch', 'tempdir', 'chmod'].map((name) => [name, 'changes the disk', advice(shellFiles)] as const),
	]),
	...blocking('shelljs#', 'metadata', 'info', [
		['test', 'looks for a file', advice(shellFiles)],
		['which', 'looks for a program', advice('use the which package and await it')],
	]),
];

const asking: Entry[] = [
	...blocking('readline-sync#', 'terminal', 'error', [
		'question', 'prompt', 'promptCL', 'promptLoop', 'promptCLLoop', 'promptSimShell', 'keyIn', 'keyInYN', 'keyInYNStrict', 'keyInPause', 'keyInSelect',
		'questionEMail', 'questionNewPassword', 'questionInt', 'questionFloat', 'questionPath',
	].map((name) => [name, 'waits for a person to answer', advice('use node:readline/promises')] as const)),
	{ symbol: 'prompt-sync#default', returns: 'prompt-sync#Prompt' },
	...blocking('prompt-sync#', 'terminal', 'error', [
		['Prompt', 'waits for a person to answer', advice('use node:readline/promises')],
		['Prompt.hide', 'waits for a person to answer', advice('use node:readline/promises')],
	]),
];

/**
 * They turn the loop themselves until something happens, or hold the thread until another is done: nothing that is already on the stack can go on. A function that
 * one of them made (`deasync(f)`) is named after what made it.
 */
const waiting: Entry[] = [
	...blocking('deasync#', 'coroutine', 'error', [
		['loopWhile', 'turns the event loop from within until a condition changes', advice('await what the condition stands for')],
		['runLoopOnce', 'turns the event loop inside a call', advice('await what it waits for')],
		['default.__sync__', 'turns the event loop from within until a callback was called', advice('promisify the function, and await it')],
	]),
	...blocking('synckit#', 'coroutine', 'error', [['createSyncFn.__sync__', 'holds the thread until a worker has done what is async', advice('call the worker with `await`')]]),
	...blocking('', 'coroutine', 'error', ['make-synchronous#default', 'make-synchronized#default', 'sync-threads#createSyncFn', 'sync-rpc#default'].map((name) => [`${name}.__sync__`, 'holds the thread until another has done what is async', advice('make the path async, and await it')] as const)),
	...blocking('deasync#', 'sleep', 'error', [['sleep', 'sleeps', advice('await setTimeout() of node:timers/promises')]]),
	...blocking('system-sleep#', 'sleep', 'error', [['default', 'sleeps', advice('await setTimeout() of node:timers/promises')]]),
	...blocking('sleep#', 'sleep', 'error', ['sleep', 'msleep', 'usleep'].map((name) => [name, 'sleeps', advice('await setTimeout() of node:timers/promises')] as const)),
	...blocking('atomic-sleep#', 'sleep', 'error', [['default', 'sleeps', advice('await setTimeout() of node:timers/promises')]]),
];

const network: Entry[] = blocking('', 'network', 'error', [
	['sync-request#default', 'sends a request and waits for the answer', advice('use fetch() and await it')],
	['sync-request-curl#default', 'sends a request and waits for the answer', advice('use fetch() and await it')],
	['sync-fetch#default', 'sends a request and waits for the answer', advice('use fetch() and await it')],
	['then-request#default.sync', 'sends a request and waits for the answer', advice('use fetch() and await it')],
]);

export const processes: CatalogueData = {
	entries: [...execa, ...spawning, ...shelljs, ...asking, ...waiting, ...network],
	aliases: {
		'shelljs#ShellString': 'shelljs#ShellReturnValue',
		'execa#$': 'execa',
		'execa#execa': 'execa',
		'execa#default': 'execa',
		'zx#sync': 'zx#$.sync',
		'prompt-sync#PromptSync': 'prompt-sync#default',
		'sync-fetch#syncFetch': 'sync-fetch#default',
		'sync-request#request': 'sync-request#default',
	},
};
