import { arm, boundTo, external, local, source, type HandWritten } from '../build.ts';

const rust = source('rust/join_set.rs');
const { argumentOf, bind, block, branch, call, closure, exit, fn, func, loop, parameter, place, result, use, wait } = rust;
const [urls, fetch, tasks, url, sizes, joined, size, cancelled, failed] = [0, 1, 2, 3, 4, 5, 6, 7, 8];

const spawned = 'tasks.spawn(async move { fetch(url).await })';

const task = fn('async move {', 'fetch_all.<block>', { kind: 'closure', isAsync: true, enclosing: 'fetch_all' },
	call('fetch(url)', parameter('fetch_all', 1), { name: 'fetch', args: [['url', local(url)]], result: 'awaited', resultType: 'thenable' }),
	wait('fetch(url).await', result('fetch(url)')),
	exit('fetch(url).await', 'return', result('fetch(url)')),
);

const spawnAll = loop('for url in urls', 'each', block(
	bind('for «url» in', url, 'url', parameter('fetch_all', 0)),
	closure('async move {', 'fetch_all.<block>', 'value'),
	use('async move', url, 'escape'),
	call(spawned, external('tokio::task#JoinSet.spawn'), { receiver: local(tasks), args: [['async move { fetch(url).await }', func('fetch_all.<block>')]] }),
), { iterated: parameter('fetch_all', 0) });

const collect = loop('while let Some(joined) = tasks.join_next().await', 'while', block(
	branch('match joined', 'switch', block(use('match joined', joined, 'condition')), [
		arm(block(
			bind('Ok(size)', size, 'size', local(joined)),
			call('sizes.push(size)', external('std::vec#Vec.push'), { receiver: local(sizes), args: [['size', local(size)]] }),
			place('sizes.push(size)', 'push', { root: 'binding', binding: sizes, path: [], type: 'std::vec#Vec' }, local(size)),
		), 'Ok'),
		arm(block(exit('continue', 'continue')), 'Err', block(
			bind(['Err(error)', 1], cancelled, 'error', local(joined)),
			call('error.is_cancelled()', external('tokio::task#JoinError.is_cancelled'), { receiver: local(cancelled), result: 'condition' }),
		)),
		arm(block(
			bind(['Err(error)', 2], failed, 'error', local(joined)),
			call('error.into_panic()', external('tokio::task#JoinError.into_panic'), { receiver: local(failed), result: argumentOf('std::panic::resume_unwind(error.into_panic())', 0) }),
			call('std::panic::resume_unwind(error.into_panic())', external('std::panic#resume_unwind'), { args: [['error.into_panic()', result('error.into_panic()')]], result: 'thrown' }),
		), 'Err'),
	]),
), {
	condition: block(
		call('tasks.join_next()', external('tokio::task#JoinSet.join_next'), { receiver: local(tasks), result: 'awaited', resultType: 'thenable' }),
		wait('tasks.join_next().await', result('tasks.join_next()')),
		bind('Some(joined) = tasks.join_next().await', joined, 'joined', result('tasks.join_next()')),
	),
});

export default {
	source: rust,
	outline: {
		types: [],
		functions: [
			fn('pub async fn fetch_all<F>(', 'fetch_all', {
				isExported: true, parameters: [{ name: 'urls', binding: urls, type: ['std::vec#Vec', 'std::string#String'] }, { name: 'fetch', binding: fetch }],
			},
				call('JoinSet::new()', external('tokio::task#JoinSet.new'), { result: boundTo(tasks) }),
				bind('let mut tasks = JoinSet::new()', tasks, 'tasks', result('JoinSet::new()')),
				spawnAll,
				call('Vec::new()', external('std::vec#Vec.new'), { result: boundTo(sizes) }),
				bind('let mut sizes = Vec::new()', sizes, 'sizes', result('Vec::new()')),
				collect,
				exit('«sizes»\n}', 'return', local(sizes)),
			),
			task,
		],
	},
} satisfies HandWritten;
