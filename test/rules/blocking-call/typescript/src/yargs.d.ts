/** Typings written by hand, as for a package that has none. */
declare module 'yargs' {
	export interface CommandModule {
		readonly command: string;
		handler(argv: Record<string, unknown>): void | Promise<void>;
	}
}
