/** Names that Python itself has: what is a module of its library, and what is there without an import. */

function words(text: string): ReadonlySet<string> {
	return new Set(text.trim().split(/\s+/));
}

/** Top-level modules of the standard library, those of earlier versions included. */
export const standardModules: ReadonlySet<string> = words(`
	__future__ _thread abc aifc antigravity argparse array ast asynchat asyncio asyncore atexit audioop base64 bdb binascii bisect builtins bz2 cProfile
	calendar cgi cgitb chunk cmath cmd code codecs codeop collections colorsys compileall concurrent configparser contextlib contextvars copy copyreg
	crypt csv ctypes curses dataclasses datetime dbm decimal difflib dis distutils doctest email encodings ensurepip enum errno faulthandler fcntl filecmp
	fileinput fnmatch fractions ftplib functools gc genericpath getopt getpass gettext glob graphlib grp gzip hashlib heapq hmac html http idlelib imaplib
	imghdr imp importlib inspect io ipaddress itertools json keyword lib2to3 linecache locale logging lzma mailbox mailcap marshal math mimetypes mmap
	modulefinder msilib msvcrt multiprocessing netrc nis nntplib nt ntpath nturl2path numbers opcode operator optparse os ossaudiodev pathlib pdb pickle
	pickletools pipes pkgutil platform plistlib poplib posix posixpath pprint profile pstats pty pwd py_compile pyclbr pydoc pydoc_data pyexpat queue
	quopri random re readline reprlib resource rlcompleter runpy sched secrets select selectors shelve shlex shutil signal site smtpd smtplib sndhdr
	socket socketserver spwd sqlite3 sre_compile sre_constants sre_parse ssl stat statistics string stringprep struct subprocess sunau symtable sys
	sysconfig syslog tabnanny tarfile telnetlib tempfile termios textwrap this threading time timeit tkinter token tokenize tomllib trace traceback
	tracemalloc tty turtle turtledemo types typing unicodedata unittest urllib uu uuid venv warnings wave weakref webbrowser winreg winsound wsgiref
	xdrlib xml xmlrpc zipapp zipfile zipimport zlib zoneinfo
`);

/** Exceptions among the builtins. */
export const builtinExceptions: ReadonlySet<string> = words(`
	ArithmeticError AssertionError AttributeError BaseException BaseExceptionGroup BlockingIOError BrokenPipeError BufferError BytesWarning
	ChildProcessError ConnectionAbortedError ConnectionError ConnectionRefusedError ConnectionResetError DeprecationWarning EOFError EncodingWarning
	EnvironmentError Exception ExceptionGroup FileExistsError FileNotFoundError FloatingPointError FutureWarning GeneratorExit IOError ImportError
	ImportWarning IndentationError IndexError InterruptedError IsADirectoryError KeyError KeyboardInterrupt LookupError MemoryError ModuleNotFoundError
	NameError NotADirectoryError NotImplementedError OSError OverflowError PendingDeprecationWarning PermissionError ProcessLookupError
	PythonFinalizationError RecursionError ReferenceError ResourceWarning RuntimeError RuntimeWarning StopAsyncIteration StopIteration SyntaxError
	SyntaxWarning SystemError SystemExit TabError TimeoutError TypeError UnboundLocalError UnicodeDecodeError UnicodeEncodeError UnicodeError
	UnicodeTranslateError UnicodeWarning UserWarning ValueError Warning WindowsError ZeroDivisionError
`);

/** The other builtins. */
export const builtinNames: ReadonlySet<string> = words(`
	Ellipsis NotImplemented __build_class__ __import__ abs aiter all anext any ascii bin bool breakpoint bytearray bytes callable chr classmethod compile
	complex copyright credits delattr dict dir divmod enumerate eval exec exit filter float format frozenset getattr globals hasattr hash help hex id
	input int isinstance issubclass iter len license list locals map max memoryview min next object oct open ord pow print property quit range repr
	reveal_type reversed round set setattr slice sorted staticmethod str sum super tuple type vars zip
`);

/** The methods of builtin types: what is not among them, a value of that type does not have. */
export const builtinMembers: Readonly<Record<string, ReadonlySet<string>>> = {
	str: words(`
		capitalize casefold center count encode endswith expandtabs find format format_map index isalnum isalpha isascii isdecimal isdigit
		isidentifier islower isnumeric isprintable isspace istitle isupper join ljust lower lstrip maketrans partition removeprefix removesuffix
		replace rfind rindex rjust rpartition rsplit rstrip split splitlines startswith strip swapcase title translate upper zfill
	`),
	bytes: words(`
		capitalize center count decode endswith expandtabs find fromhex hex index isalnum isalpha isascii isdigit islower isspace istitle isupper
		join ljust lower lstrip maketrans partition removeprefix removesuffix replace rfind rindex rjust rpartition rsplit rstrip split splitlines
		startswith strip swapcase title translate upper zfill
	`),
	bytearray: words(`
		append capitalize center clear copy count decode endswith expandtabs extend find fromhex hex index insert isalnum isalpha isascii isdigit
		islower isspace istitle isupper join ljust lower lstrip maketrans partition pop remove removeprefix removesuffix replace reverse rfind
		rindex rjust rpartition rsplit rstrip split splitlines startswith strip swapcase title translate upper zfill
	`),
	int: words(`
		as_integer_ratio bit_count bit_length conjugate denominator from_bytes imag numerator real to_bytes
	`),
	float: words(`
		as_integer_ratio conjugate fromhex hex imag is_integer real
	`),
	bool: words(`
		as_integer_ratio bit_count bit_length conjugate denominator from_bytes imag numerator real to_bytes
	`),
	complex: words(`
		conjugate imag real
	`),
	list: words(`
		append clear copy count extend index insert pop remove reverse sort
	`),
	tuple: words(`
		count index
	`),
	dict: words(`
		clear copy fromkeys get items keys pop popitem setdefault update values
	`),
	set: words(`
		add clear copy difference difference_update discard intersection intersection_update isdisjoint issubset issuperset pop remove
		symmetric_difference symmetric_difference_update union update
	`),
	frozenset: words(`
		copy difference intersection isdisjoint issubset issuperset symmetric_difference union
	`),
};
