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
	void connection.client.register('changes');
	connection.sendRequest('begin').then(() => { console.log('begun'); }); // expect: untracked-task
}

/** The process ends with the session. */
export class Session {
	async dispose(): Promise<void> { await connection.sendRequest('end'); }
	async store(): Promise<void> { await connection.sendRequest('store'); }
	begin(): void {
		connection.onShutdown(() => {
			void this.dispose(); // expect: untracked-task acceptable
			void this.store(); // expect: untracked-task
		});
	}
}
