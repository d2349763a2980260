/** Tests, and commands of a command line: nothing else waits on the loop there. */
import type { CatalogueData, Entry } from '../../schema.ts';
import { aliased, callback, decorators, members } from '../entries.ts';

const tests: Entry[] = [
	...decorators('pytest#', 'fixture', 'test', 'fixture'),
	...decorators('pytest#mark.', '*', 'test', 'test'),
	...decorators('pytest_asyncio#', 'fixture', 'test', 'fixture'),
	...['TestCase', 'IsolatedAsyncioTestCase', 'FunctionTestCase'].flatMap((type) => decorators(`unittest#${type}.`, '*', 'test', 'test')),
	...['SimpleTestCase', 'TestCase', 'TransactionTestCase', 'LiveServerTestCase'].flatMap((type) => decorators(`django.test#${type}.`, '*', 'test', 'test')),
	...decorators('hypothesis#', 'given', 'test', 'test'),
];

const commands: Entry[] = [
	...decorators('click#', 'command group', 'startup', 'command'),
	...decorators('click#Group.', 'command group result_callback', 'startup', 'command'),
	...decorators('typer#Typer.', 'command callback', 'startup', 'command'),
	...['cyclopts#App.', 'cleo#Application.'].flatMap((owner) => decorators(owner, 'command default', 'startup', 'command')),
	...callback(members('cyclopts#App.', 'command default'), 'startup', 'command', 0, 'obj'),
	...decorators('flask#Flask.', 'cli.command', 'startup', 'command'),
	...decorators('invoke#', 'task', 'startup', 'command'),
	...decorators('nox#', 'session', 'startup', 'command'),
];

export const programs: CatalogueData = {
	entries: [...tests, ...commands],
	aliases: { ...aliased('unittest', 'unittest.case unittest.async_case'), ...aliased('django.test', 'django.test.testcases'), 'click.decorators': 'click', 'click.core': 'click', asyncclick: 'click', rich_click: 'click', 'typer.main': 'typer', 'pytest_asyncio.plugin': 'pytest_asyncio' },
};
