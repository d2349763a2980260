/** Handlers around what can be cancelled. */
async function ask(question: string, signal?: AbortSignal): Promise<string> {
	const response = await fetch(`https://example.org/${question}`, { signal: signal ?? null });
	return response.text();
}

const logger = { warn(...parts: readonly unknown[]): void { console.warn(...parts); } };

export async function orElse(question: string, signal: AbortSignal): Promise<string> {
	try {
		return await ask(question, signal);
	} catch (error) { // expect: swallowed-cancellation
		if (signal.aborted) { throw error; }
		logger.warn('no answer', error);
		return 'no answer';
	}
}

export async function firstOf(questions: readonly string[], signal: AbortSignal): Promise<string | null> {
	for (const question of questions) {
		try {
			return await ask(question, signal);
		} catch { signal.throwIfAborted(); // expect: swallowed-cancellation
			// the next one may do
		}
	}
	return null;
}

export async function twice(question: string, { signal }: { readonly signal?: AbortSignal }): Promise<string> {
	try {
		return await ask(question, signal);
	} catch { // expect: swallowed-cancellation
		signal?.throwIfAborted();
		return await ask(`${question}?`, signal);
	}
}

export async function thenMore(question: string, options: { readonly signal: AbortSignal }): Promise<string> {
	let hint = '';
	try {
		hint = await ask('hint', options.signal);
	} catch (error) { // expect: swallowed-cancellation
		if (options.signal.aborted) { throw error; }
		console.warn(`no hint: ${String(error)}`);
	}
	return await ask(question + hint, options.signal);
}

/** The cancellation is told from a failure. */
export async function rethrown(question: string, signal: AbortSignal): Promise<string> {
	try {
		return await ask(question, signal);
	} catch (error) {
		if (error instanceof Error && error.name === 'AbortError') { throw error; }
		return 'no answer';
	}
}

export async function looked(question: string, signal: AbortSignal): Promise<string> {
	try {
		return await ask(question, signal);
	} catch {
		if (signal.aborted) { return 'cancelled'; }
		return 'no answer';
	}
}

export async function wrapped(question: string, signal: AbortSignal): Promise<string> {
	try {
		return await ask(question, signal);
	} catch (error) {
		throw new Error('no answer', { cause: error });
	}
}

/** The error is passed on as a value. */
export async function asValue(question: string, signal: AbortSignal): Promise<{ answer: string } | { error: unknown }> {
	try {
		return { answer: await ask(question, signal) };
	} catch (error) {
		return { error };
	}
}

/** The loop looks at its signal before each turn. */
export async function untilAborted(question: string, signal: AbortSignal): Promise<void> {
	while (!signal.aborted) {
		try {
			console.log(await ask(question, signal));
		} catch (error) {
			console.warn(error);
		}
	}
}

export async function afterwards(question: string, signal: AbortSignal): Promise<string> {
	let answer = '';
	try {
		answer = await ask(question, signal);
	} catch { /* no answer */ }
	signal.throwIfAborted();
	return ask(answer, signal);
}

/** A last step that may be left out. */
export async function notify(question: string, signal: AbortSignal): Promise<void> {
	try {
		await ask(question, signal);
	} catch (error) {
		logger.warn('not notified', error);
	}
}

/** Nothing here can be cancelled. */
export async function uncancellable(question: string): Promise<string> {
	try {
		return await ask(question);
	} catch {
		return 'no answer';
	}
}

export function parsed(text: string, signal: AbortSignal): unknown {
	try {
		signal.throwIfAborted();
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/** An editor looks at no answer to what it has cancelled; who goes on does not answer. */
interface CancellationToken { readonly isCancellationRequested: boolean; onCancellationRequested(listener: () => void): void }
declare function request(question: string, token: CancellationToken): Promise<string>;

export async function provide(question: string, token: CancellationToken): Promise<string | null> {
	try {
		return await request(question, token);
	} catch {
		return null;
	}
}

export async function provideAll(question: string, token: CancellationToken): Promise<readonly string[]> {
	try {
		return [await request(question, token)];
	} catch (error) {
		console.warn(error);
		return [];
	}
}

export async function provideOther(question: string, token: CancellationToken): Promise<string> {
	try {
		return await request(question, token);
	} catch { // expect: swallowed-cancellation
		return 'none';
	}
}

export async function orNothing(question: string, signal: AbortSignal): Promise<string | undefined> {
	try {
		return await ask(question, signal);
	} catch { // expect: swallowed-cancellation
		signal.throwIfAborted();
		return undefined;
	}
}
