/** Promises that need no await, and types that can be awaited though they are no promises of the language's. */
import type { CatalogueData, Entry } from '../schema.ts';
import { members } from './entries.ts';

function safeToDrop(symbols: readonly string[]): Entry[] {
	return symbols.map((symbol) => ({ symbol, isSafeToDrop: true }));
}

function awaitable(kind: 'running' | 'lazy', symbols: readonly string[]): Entry[] {
	return symbols.map((symbol) => ({ symbol, awaitable: kind }));
}

/** Node's test runner keeps what it is given and reports its failure itself. A test within a test (`t.test()`) must be awaited. */
const variants = ['', '.only', '.skip', '.todo'];
const testRunners = safeToDrop([
	...['test', 'it', 'suite', 'describe'].flatMap((name) => variants.map((variant) => `node:test#${name}${variant}`)),
	...members('node:test#', 'default only skip todo'),
	...members('tap#', 'default test'),
	...members('tap#Tap.', 'test'),
]);

/** They keep the error as a value, and do not reject unless they are asked to. */
const keepers = safeToDrop([
	...['@tanstack/query-core', '@tanstack/react-query'].flatMap((module) => members(`${module}#QueryClient.`, 'invalidateQueries refetchQueries cancelQueries resetQueries prefetchQuery prefetchInfiniteQuery')),
	// No other library has members of these names.
	...members('*#*.', 'invalidateQueries refetchQueries cancelQueries resetQueries prefetchQuery prefetchInfiniteQuery'),
	...members('@tanstack/query-core#', 'QueryObserverBaseResult.refetch RefetchFn InfiniteQueryObserverBaseResult.fetchNextPage InfiniteQueryObserverBaseResult.fetchPreviousPage'),
	...['AbstractChat.', ''].flatMap((owner) => members(`ai#${owner}`, 'sendMessage regenerate resumeStream')), ...members('@ai-sdk/react#Chat.', 'sendMessage regenerate resumeStream'),
	...members('swr#', 'SWRResponse.mutate KeyedMutator ScopedMutator mutate'),
]);

/** A router goes on by itself and shows its errors where the routes are. */
const routers = safeToDrop([
	...['react-router', 'react-router-dom', '@remix-run/router'].flatMap((module) => members(`${module}#`, 'NavigateFunction SubmitFunction FetcherSubmitFunction')),
	...members('react-router#', 'DataRouter.navigate Router.navigate'),
	...['push', 'replace', 'prefetch'].flatMap((name) => [`next#NextRouter.${name}`, `next#Router.${name}`, `vue-router#Router.${name}`]),
	...members('@angular/router#Router.', 'navigate navigateByUrl'),
]);

/** A notification has no answer: it fails with the connection, by which the whole session ends, and the package logs that itself. */
const notifications = safeToDrop([
	...['vscode-languageserver', 'vscode-languageserver-protocol', 'vscode-jsonrpc'].flatMap((module) => ['_Connection', 'ProtocolConnection', 'MessageConnection'].flatMap((type) => members(`${module}#${type}.`, 'sendNotification sendProgress'))),
	'vscode-languageserver#_Connection.sendDiagnostics',
	// The package logs that it failed, and it does only where the client was not asked whether it can; the package's own examples let it go.
	'vscode-languageserver#RemoteClient.register',
	...['LanguageClient', 'BaseLanguageClient', 'CommonLanguageClient'].flatMap((type) => members(`vscode-languageclient#${type}.`, 'sendNotification sendProgress')),
]);

const others = safeToDrop([
	// A command's failure is printed, and ends the program.
	...members('yargs#Argv.', 'parse'),
	'node:worker_threads#Worker.terminate', 'chokidar#FSWatcher.close',
	// They are done at once, unless an adapter asks other servers first.
	...members('socket.io#Socket.', 'join leave'),
	// The package's own one keeps its listeners in memory and calls them at once.
	'graphql-subscriptions#PubSub.publish',
	// What people are told needs no answer, and the editor's own call does not fail.
	...members('vscode#window.', 'showInformationMessage showWarningMessage showErrorMessage'),
	// It is written to a store of the editor's, which is asked of memory.
	'vscode#Memento.update',
	// A stream whose reader has gone is written to in vain, and says nothing.
	...members('hono#StreamingApi.', 'write writeln close'), ...members('hono#SSEStreamingApi.', 'write writeln writeSSE close'),
	// The browser's own answer is always yes.
	'lib#ServiceWorkerGlobalScope.skipWaiting', 'lib#Clients.claim',
	// They only fail where there is nothing left to leave.
	...['lib#Document.', 'global#document.', 'global#window.document.'].flatMap((object) => members(object, 'exitFullscreen exitPictureInPicture')),
]);

/** What the editor only notes down, for the conditions of menus and keys. */
const notes: readonly Entry[] = [{ symbol: 'vscode#commands.executeCommand', isSafeToDropWith: ['setContext'] }];

/** A mutation can be begun without a promise: its hook keeps the failure. */
const mutations: readonly Entry[] = ['react', 'vue', 'solid', 'svelte', 'preact'].flatMap((kind) => ['__type.mutateAsync', 'UseMutationResult.mutateAsync', 'UseMutateAsyncFunction', 'CreateMutateAsyncFunction', 'MutateFunction'].map((member) => ({ symbol: `@tanstack/${kind}-query#${member}`, withoutPromise: 'mutate' })));

/** They resolve whatever happens, and give an error to the callback. */
const translations = safeToDrop(['', 'i18n.', 'default.'].flatMap((owner) => members(`i18next#${owner}`, 'init changeLanguage loadNamespaces loadLanguages loadResources reloadResources')));

const builders = awaitable('lazy', [
	...members('knex#', 'QueryBuilder ChainableInterface SchemaBuilder Raw BatchInsertBuilder'),
	...members('mongoose#', 'Query QueryWithHelpers Aggregate'),
	...members('@supabase/postgrest-js#', 'PostgrestBuilder PostgrestFilterBuilder PostgrestTransformBuilder'),
	...members('objection#', 'QueryBuilder'),
	...members('drizzle-orm#', 'QueryPromise'),
	...members('@prisma/client#', 'PrismaPromise'),
	...members('superagent#', 'Request SuperAgentRequest'),
]);

const promises = awaitable('running', [...members('bluebird#', 'Bluebird'), ...members('q#', 'Promise'), 'when#Promise']);

export const promiseFacts: CatalogueData = { entries: [...testRunners, ...keepers, ...routers, ...notifications, ...others, ...notes, ...mutations, ...translations, ...builders, ...promises], aliases: {} };
