/** What ties work of Rust to the thread that it began on. */

const named = (modules: string, names: string): readonly string[] => modules.split(' ').flatMap((module) => names.split(' ').map((name) => `${module}#${name}`));

/** They set something of their thread, or of the process, for what comes next: that must stay on the same thread, and nothing of others may come between. */
export const threadState: ReadonlySet<string> = new Set([
	...named('libc nix::unistd nix::sys::stat nix::sched rustix::process rustix::thread', 'umask unshare setns seteuid setegid setfsuid setfsgid setuid setgid setresuid setresgid setgroups chroot fchdir sched_setaffinity'),
	'std::env#set_current_dir', 'nix::unistd#chdir', 'libc#chdir', 'selinux#SecurityContext.set_for_new_file_system_objects', 'selinux#SecurityContext.set_as_current',
]);

/** Types whose values borrow from something else: they cannot be given to a thread without it. */
export const borrowing: ReadonlySet<string> = new Set(['rusqlite#Transaction', 'rusqlite#Savepoint', 'rusqlite#Statement', 'rusqlite#CachedStatement', 'rusqlite#Rows', 'postgres#Transaction', 'mysql#Transaction', 'heed#RoTxn', 'heed#RwTxn', 'rocksdb#Transaction', 'lmdb#RoTransaction', 'lmdb#RwTransaction']);
