/** Packages that run what they are given: over collections, on a schedule, for a job or message, as a command, in another thread. */
import type { CatalogueData, Entry } from '../../schema.ts';
import { callbacks, members, options, testCallbacks, turnsOf } from '../entries.ts';

const iterating = [
	'map forEach each eachRight forEachRight forIn forInRight forOwn forOwnRight filter reject reduce reduceRight find findIndex findKey findLast findLastIndex findLastKey',
	'some every groupBy keyBy countBy sortBy orderBy uniqBy uniqWith flatMap flatMapDeep flatMapDepth partition mapValues mapKeys pickBy omitBy minBy maxBy sumBy meanBy',
	'times tap thru transform dropWhile dropRightWhile takeWhile takeRightWhile unionBy unionWith differenceBy differenceWith intersectionBy intersectionWith xorBy xorWith',
	'isEqualWith isMatchWith mergeWith assignWith cloneWith cloneDeepWith attempt invokeMap remove zipWith unzipWith sortedIndexBy sortedUniqBy update updateWith',
].join(' ');

/** Its functions, and the same as methods of what `_(list)` and `_.chain(list)` give. */
const lodash: Entry[] = [
	...callbacks(members('lodash#', iterating), 'inline', 'callback'),
	...callbacks(members('lodash#*.', iterating), 'inline', 'callback'),
	...callbacks(members('lodash#', 'debounce throttle defer delay'), 'loop', 'timer', 0),
];

const ramda: Entry[] = callbacks(
	members('ramda#', 'map filter reject forEach forEachObjIndexed reduce reduceRight find findIndex findLast any all none sortBy sort sortWith groupBy indexBy countBy partition uniqBy chain mapObjIndexed pickBy tap tryCatch times'),
	'inline', 'callback',
);

const operators = 'map tap filter mergeMap concatMap switchMap exhaustMap flatMap scan reduce catchError finalize distinctUntilChanged takeWhile skipWhile first last find every expand groupBy bufferWhen retryWhen repeatWhen mergeScan switchScan audit debounce throttle delayWhen';

/** What an observable sends may come at once or at any time after. */
const rxjs: Entry[] = [
	...callbacks(members('rxjs#', operators), 'loop', 'stream operator'),
	...['Observable', 'Subject', 'BehaviorSubject', 'ReplaySubject', 'ConnectableObservable'].map((type): Entry => ({
		symbol: `rxjs#${type}.subscribe`,
		callbacks: [
			{ argument: 'any', runs: 'loop', what: 'subscriber' },
			...['next', 'error', 'complete'].map((property) => ({ argument: 0, property, runs: 'loop', what: 'subscriber' }) as const),
		],
	})),
	...callbacks(['rxjs#Observable', 'rxjs#defer'], 'loop', 'observable', 0),
	...callbacks(members('rxjs#Observable.', 'forEach'), 'loop', 'subscriber', 0),
];

/** They begin each piece of work on the loop, where the caller's turn or another's result makes room. */
const concurrency: Entry[] = [
	...callbacks(['p-map#default', 'p-filter#default', 'p-each-series#default', 'p-map-series#default', 'p-times#default'], 'later', 'callback', 1),
	...turnsOf(['p-retry#default', 'p-queue#PQueue.add', 'async-retry#default', 'promise-retry#default'], 0),
	...callbacks(members('async#', 'each eachLimit eachSeries eachOf eachOfLimit eachOfSeries map mapLimit mapSeries filter filterLimit reduce parallel parallelLimit series waterfall queue retry'), 'loop', 'task'),
	...turnsOf(['async-mutex#Mutex.runExclusive', 'async-mutex#Semaphore.runExclusive'], 0),
	...turnsOf(['async-lock#AsyncLock.acquire'], 1),
];

const jobs: Entry[] = [
	...callbacks(members('node-cron#', 'schedule createTask NodeCron.schedule NodeCron.createTask'), 'loop', 'scheduled job', 1),
	...callbacks(['cron#CronJob'], 'loop', 'scheduled job'),
	options('cron#CronJob.from', 0, 'onTick onComplete', 'loop', 'scheduled job'),
	...callbacks(['node-schedule#scheduleJob', 'croner#Cron', 'toad-scheduler#Task', 'toad-scheduler#AsyncTask'], 'loop', 'scheduled job'),
	...callbacks(['bullmq#Worker'], 'loop', 'job', 1),
	...callbacks(['bull#Queue.process', 'agenda#Agenda.define', 'bee-queue#BeeQueue.process', 'pg-boss#PgBoss.work'], 'loop', 'job'),
	...callbacks(['amqplib#Channel.consume'], 'loop', 'message handler', 1),
	options('kafkajs#Consumer.run', 0, 'eachMessage eachBatch', 'loop', 'message handler'),
	...callbacks(members('redis#*.', 'subscribe pSubscribe sSubscribe'), 'loop', 'message handler', 1),
];

/** A command's own work: nobody else is on the loop of a command-line program, but what it starts. */
const commands: Entry[] = [
	...callbacks(['commander#Command.action'], 'startup', 'command', 0),
	...callbacks(['commander#Command.hook'], 'later', 'command', 1),
	...members('commander#Command.', 'command option requiredOption argument arguments description name version alias usage allowUnknownOption addOption addArgument').map((symbol) => ({ symbol, returns: 'commander#Command' })),
	{ symbol: 'yargs#default', returns: 'yargs#Argv' },
	{ symbol: 'yargs#CommandModule.handler', decorates: { runs: 'startup', what: 'command' } },
	...members('yargs#Argv.', 'option options usage scriptName version help alias demandCommand strict').map((symbol) => ({ symbol, returns: 'yargs#Argv' })),
	{
		symbol: 'yargs#Argv.command',
		callbacks: [
			{ argument: 'any', runs: 'later', what: 'command' },
			{ argument: 0, property: 'handler', runs: 'later', what: 'command' },
			{ argument: 0, property: 'builder', runs: 'later', what: 'command' },
		],
	},
	...callbacks(['yargs#Argv.middleware', 'yargs#Argv.check', 'yargs#Argv.coerce'], 'later', 'command'),
	...callbacks(['cac#Command.action', 'sade#Sade.action'], 'startup', 'command', 0),
];

/** What is given to these runs in a worker. `piscina.run`, `tinypool.run` and `new Worker` get data, or a file, and hold nothing. */
const offloading: Entry[] = [
	...['workerpool#Pool.exec', 'greenlet#default', 'threads#Pool.queue'].map((symbol): Entry => ({
		symbol, offloads: 0, callbacks: [{ argument: 0, runs: 'thread', what: 'task of a worker' }],
	})),
	{ symbol: 'workerpool#pool', returns: 'workerpool#Pool' },
	{ symbol: 'workerpool#worker', callbacks: [{ argument: 0, property: '*', runs: 'thread', what: 'task of a worker' }] },
];

/** A component's effects run on the page's only thread; what it computes while it is drawn runs at once. */
const react: Entry[] = [
	...callbacks(members('react#', 'useEffect useLayoutEffect useInsertionEffect'), 'loop', 'effect', 0),
	...callbacks(members('react#', 'useMemo useState useReducer'), 'inline', 'callback'),
	...callbacks(members('react#', 'startTransition'), 'inline', 'callback', 0),
];

const watching: Entry[] = [
	...callbacks(members('chokidar#FSWatcher.', 'on once'), 'loop', 'file watcher', 1),
	{ symbol: 'chokidar#watch', returns: 'chokidar#FSWatcher' },
	...callbacks(['@parcel/watcher#subscribe'], 'loop', 'file watcher', 1),
];

const runner = 'test it describe suite before after beforeAll afterAll beforeEach afterEach only skip todo concurrent sequential fails skipIf runIf bench';

const tests: Entry[] = [
	...testCallbacks(members('vitest#', `${runner} onTestFinished onTestFailed`)),
	...testCallbacks(members('vitest#VitestUtils.', 'fn waitFor waitUntil mock doMock hoisted')),
	...testCallbacks(members('jest#', `${runner} xit xtest fit xdescribe fdescribe`)),
	...testCallbacks(members('jest#It.', 'only skip concurrent failing todo')),
	...testCallbacks(members('jest#Describe.', 'only skip')),
	...testCallbacks(members('mocha#', `${runner} context specify setup teardown suiteSetup suiteTeardown xit xdescribe xcontext xspecify`)),
	...['TestFunction', 'SuiteFunction', 'ExclusiveTestFunction', 'ExclusiveSuiteFunction', 'PendingTestFunction', 'PendingSuiteFunction'].flatMap((type) =>
		testCallbacks(members(`mocha#${type}.`, 'only skip'))),
	...testCallbacks(members('playwright#', runner)),
	...testCallbacks(members('jasmine#', `${runner} xit fit xdescribe fdescribe`)),
	...testCallbacks(['ava#default', 'tape#default', 'tap#test', 'uvu#test']),
];

export const packages: CatalogueData = {
	entries: [...lodash, ...ramda, ...rxjs, ...concurrency, ...jobs, ...commands, ...offloading, ...react, ...watching, ...tests],
	aliases: {
		'commander#program': 'commander#Command',
		'yargs#command': 'yargs#Argv.command',
		// Parts of a test runner's functions: `test.only`.
		...Object.fromEntries(['vitest', 'jest', 'mocha', 'playwright', 'jasmine'].flatMap((runnerName) => ['test', 'it', 'describe', 'suite'].map((name) => [`${runnerName}#${name}`, runnerName] as const))),
		'lodash#LoDashStatic': 'lodash',
		'lodash#_': 'lodash',
		'lodash-es': 'lodash',
		'underscore': 'lodash',
		'underscore#UnderscoreStatic': 'lodash',
		'types-ramda': 'ramda',
		'@vitest/runner': 'vitest',
		'@jest/globals': 'jest',
		'@jest/types': 'jest',
		'jest#ItBase': 'jest#It',
		'jest#ItConcurrent': 'jest#It',
		'@playwright/test': 'playwright',
		'node-cron#default': 'node-cron',
		// Its types have no names of their own.
		'kafkajs#run': 'kafkajs#Consumer.run',
		'@redis/client': 'redis',
		'p-queue#default': 'p-queue#PQueue',
		'async-retry#retry': 'async-retry#default',
		'p-map#pMap': 'p-map#default',
	},
};
