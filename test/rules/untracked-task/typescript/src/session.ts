import { createConnection } from 'vscode-languageserver';

const connection = createConnection();

/** A notification fails with the connection, and all the rest with it. A request fails by whoever answers it. */
export function show(uri: string, problems: readonly string[]): void {
	connection.sendDiagnostics({ uri, problems });
	void connection.sendNotification('shown', uri);
	try {
		void connection.sendNotification('shown', uri);
		void connection.sendRequest('look'); // expect: untracked-task
	} catch (error) {
		console.error(error);
	}
}
export function begin(): void {
	void connection.client.register('changes'); // expect: untracked-task
	connection.sendRequest('begin').then(() => { console.log('begun'); }); // expect: untracked-task
}
