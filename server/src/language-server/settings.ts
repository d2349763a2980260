import { DidChangeConfigurationNotification, type Connection } from 'vscode-languageserver/node';
import * as z from 'zod';
import { severity } from '../catalogue/schema.ts';
import type { ClientAbilities } from './clientAbilities.ts';
import type { Log } from './guarding.ts';

const severitySetting = z.union([severity, z.literal('off')]);

/** The editor's settings `unblock.*`. A value that is not understood counts as its default. */
const settings = z.object({
	/** Findings follow each keystroke, or each save. */
	run: z.enum(['onType', 'onSave']).default('onType').catch('onType'),
	/** How long typing must pause before the text is analysed, in ms. */
	diagnosticsDelay: z.number().min(0).max(5000).default(50).catch(50),
	/** How a rule's findings look in the editor, over what `unblock.json` says; `off` hides them. */
	severity: z.record(z.string(), severitySetting.or(z.null()).catch(null)).default({}).catch({}),
});
export type Settings = z.infer<typeof settings>;

export const defaultSettings: Settings = settings.parse({});

export function parseSettings(value: unknown): Settings {
	return settings.parse(typeof value === 'object' && value !== null ? value : {});
}

/**
 * Keeps the settings up to date: asks the client (`workspace/configuration`, section `unblock`) where it can be asked, and takes what it
 * sends with `workspace/didChangeConfiguration` (`{ unblock: {…} }`) where not.
 */
export class SettingsSource {
	current: Settings;
	readonly #connection: Connection;
	readonly #client: ClientAbilities;
	readonly #log: Log;
	readonly #onSeverity: () => void;

	/** @param onSeverity called when findings are to look different */
	constructor(connection: Connection, client: ClientAbilities, initial: unknown, log: Log, onSeverity: () => void) {
		this.#connection = connection;
		this.#client = client;
		this.#log = log;
		this.#onSeverity = onSeverity;
		this.current = parseSettings(initial);
	}

	/** To be called when the client has said `initialized`. */
	async start(): Promise<void> {
		if (this.#client.configuration) {
			if (this.#client.dynamicConfiguration) {
				await this.#connection.client.register(DidChangeConfigurationNotification.type, { section: 'unblock' });
			}
			await this.#ask();
		}
	}

	/** For `workspace/didChangeConfiguration`. */
	async changed(sent: unknown): Promise<void> {
		if (this.#client.configuration) {
			await this.#ask();
		} else if (typeof sent === 'object' && sent !== null && 'unblock' in sent) {
			this.#take(sent.unblock);
		}
	}

	async #ask(): Promise<void> {
		try {
			this.#take(await this.#connection.workspace.getConfiguration('unblock'));
		} catch (error) {
			this.#log('warning', `The client did not answer what its settings are, those known so far stay: ${String(error)}`);
		}
	}

	#take(value: unknown): void {
		const before = this.current;
		this.current = parseSettings(value);
		if (JSON.stringify(this.current.severity) !== JSON.stringify(before.severity)) {
			this.#onSeverity();
		}
	}
}
