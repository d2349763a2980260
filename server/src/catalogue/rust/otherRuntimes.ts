/** Runtimes beside tokio: what of the standard library's file functions they offer to await, and how they hand work to a thread. */

export interface OtherRuntime {
	/** Its module of files: `compio::fs`. */
	readonly files: string;
	/** Functions and types of `std::fs` that it has under the same names. */
	readonly has: ReadonlySet<string>;
	/** What gives a closure to a thread; absent where that depends on how the runtime was built. */
	readonly thread?: string;
	/** What pauses a task. */
	readonly sleep: string;
	/** Its mutex whose guard may live across an await; absent where it has none. */
	readonly mutex?: string;
}

const names = (list: string): ReadonlySet<string> => new Set(list.split(' '));

const like = 'read read_to_string write copy read_dir remove_dir_all create_dir create_dir_all remove_file remove_dir rename hard_link set_permissions metadata symlink_metadata canonicalize read_link File.open File.create OpenOptions.open';

/** By the name of the crate. https://docs.rs/compio-fs, https://docs.rs/monoio, https://docs.rs/async-std, https://docs.rs/async-fs; of glommio's files none works like the standard library's. */
export const otherRuntimes: Readonly<Record<string, OtherRuntime>> = {
	compio: { files: 'compio::fs', sleep: 'compio::time::sleep', has: names('read write create_dir create_dir_all remove_file remove_dir rename hard_link set_permissions metadata symlink_metadata File.open File.create OpenOptions.open') },
	monoio: { files: 'monoio::fs', sleep: 'monoio::time::sleep', has: names('File.open File.create OpenOptions.open') },
	glommio: { files: 'glommio::io', sleep: 'glommio::timer::sleep', has: new Set() },
	smol: { files: 'smol::fs', sleep: 'smol::Timer::after', mutex: 'smol::lock::Mutex', has: names(like), thread: 'smol::unblock' },
	async_std: { files: 'async_std::fs', sleep: 'async_std::task::sleep', mutex: 'async_std::sync::Mutex', has: names(like), thread: 'async_std::task::spawn_blocking' },
};
