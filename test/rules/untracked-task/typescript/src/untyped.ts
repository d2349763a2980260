/** What nothing is known of but a name that one library has alone, and keeps its failures with. */
declare const client: any; // eslint-disable-line @typescript-eslint/no-explicit-any -- a package without types
declare const keys: any; // eslint-disable-line @typescript-eslint/no-explicit-any -- a package without types

export function refresh(): void {
	void Promise.all(keys.map((key: string) => client.refetchQueries({ key })));
	void Promise.all(keys.map((key: string) => client.saveQuery({ key }))); // expect: untracked-task
}
