/**
 * Packages that read and write files.
 *
 * Where a package exports its promise form by name, that is the twin: it can be imported however the sync form was reached
 * (`mkdirp.sync`, `import { mkdirpSync }`). Where the promise form is the package's default export, or came only with a later major
 * version, there is advice. Readers are `safe`; patterns are `review`, because the promise form may list its matches in another order.
 */
import type { CatalogueData, Entry } from '../../schema.ts';
import { advice, blocking, member, twin } from '../entries.ts';

/** Its own functions; the rest of its surface is Node's. Without a callback its promise forms give what the sync ones return. */
const fsExtra: Entry[] = [
	...blocking('fs-extra#', 'file', 'error', [
		['readJsonSync', 'reads a file', member('readJson', 'safe')],
		['readJSONSync', 'reads a file', member('readJSON', 'safe')],
		['writeJsonSync', 'writes a file', member('writeJson', 'review')],
		['writeJSONSync', 'writes a file', member('writeJSON', 'review')],
		['outputFileSync', 'writes a file', member('outputFile', 'review')],
		['outputJsonSync', 'writes a file', member('outputJson', 'review')],
		['outputJSONSync', 'writes a file', member('outputJSON', 'review')],
		['copySync', 'copies files', member('copy', 'review')],
		['moveSync', 'moves files', member('move', 'review')],
		['removeSync', 'deletes files', member('remove', 'review')],
		['emptyDirSync', 'deletes files', member('emptyDir', 'review')],
		['emptydirSync', 'deletes files', member('emptydir', 'review')],
	]),
	...blocking('fs-extra#', 'file', 'warning', [
		['ensureDirSync', 'creates a directory', member('ensureDir', 'review')],
		['mkdirsSync', 'creates a directory', member('mkdirs', 'review')],
		['mkdirpSync', 'creates a directory', member('mkdirp', 'review')],
		['ensureFileSync', 'creates a file', member('ensureFile', 'review')],
		['createFileSync', 'creates a file', member('createFile', 'review')],
		['ensureLinkSync', 'links a file', member('ensureLink', 'review')],
		['createLinkSync', 'links a file', member('createLink', 'review')],
		['ensureSymlinkSync', 'links a file', member('ensureSymlink', 'review')],
		['createSymlinkSync', 'links a file', member('createSymlink', 'review')],
	]),
	...blocking('fs-extra#', 'metadata', 'info', [['pathExistsSync', 'looks for a file', member('pathExists', 'safe')]]),
];

/** The `Async` members of an instance take the same arguments. */
const fsJetpack: Entry[] = [
	...blocking('fs-jetpack#FSJetpack.', 'file', 'error', [
		...['read', 'find', 'list'].map((name) => [name, 'reads from the disk', member(`${name}Async`, 'safe')] as const),
		...['append', 'copy', 'move', 'remove', 'write'].map((name) => [name, 'writes to the disk', member(`${name}Async`, 'review')] as const),
	]),
	...blocking('fs-jetpack#FSJetpack.', 'file', 'warning', [
		...['inspect', 'inspectTree'].map((name) => [name, 'reads from the disk', member(`${name}Async`, 'safe')] as const),
		// `dir` and `tmpDir` give another jetpack, which the promise form only gives when it is awaited: chains break.
		...['file', 'rename', 'symlink'].map((name) => [name, 'writes to the disk', member(`${name}Async`, 'review')] as const),
	]),
	...blocking('fs-jetpack#FSJetpack.', 'metadata', 'info', [['exists', 'looks for a file', member('existsAsync', 'safe')]]),
];

const json: Entry[] = [
	// Reached through fs-extra under other names, so that the twin is imported and no member is put in the call's place.
	...blocking('jsonfile#', 'file', 'error', [
		['readFileSync', 'reads a file', twin('jsonfile#readFile', 'safe')],
		['writeFileSync', 'writes a file', twin('jsonfile#writeFile', 'review')],
	]),
	...blocking('load-json-file#', 'file', 'error', [
		['loadJsonFileSync', 'reads a file', twin('load-json-file#loadJsonFile', 'safe')],
		['sync', 'reads a file', advice('call loadJsonFile() and await it')],
	]),
	...blocking('write-json-file#', 'file', 'error', [
		['writeJsonFileSync', 'writes a file', twin('write-json-file#writeJsonFile', 'review')],
		['sync', 'writes a file', advice('call writeJsonFile() and await it')],
	]),
	...blocking('read-pkg#', 'file', 'error', [
		['readPackageSync', 'reads a file', twin('read-pkg#readPackage', 'safe')],
		['sync', 'reads a file', advice('call readPkg() and await it')],
	]),
	...blocking('read-package-up#', 'file', 'error', [['readPackageUpSync', 'reads a file', twin('read-package-up#readPackageUp', 'safe')]]),
	...blocking('read-pkg-up#', 'file', 'error', [
		['readPackageUpSync', 'reads a file', twin('read-pkg-up#readPackageUp', 'safe')],
		['sync', 'reads a file', advice('call readPkgUp() and await it')],
	]),
	...blocking('write-file-atomic#', 'file', 'error', [['sync', 'writes a file', advice('call writeFileAtomic() without a callback and await it')]]),
	...blocking('xlsx#', 'file', 'error', [
		['readFile', 'reads and parses a workbook', advice('read the file with fs.promises.readFile() and parse it in a worker thread')],
		['writeFile', 'writes a workbook', advice('write it in a worker thread')],
	]),
];

/** A sync explorer reads what its promise form would; which of the two it is, is said where it is made. */
const configuration: Entry[] = [
	{ symbol: 'cosmiconfig#cosmiconfigSync', returns: 'cosmiconfig#PublicExplorerSync' },
	...blocking('cosmiconfig#PublicExplorerSync.', 'file', 'error', [
		['search', 'looks for a configuration file and reads it', advice('make the explorer with cosmiconfig() and await its search()')],
		['load', 'reads a configuration file', advice('make the explorer with cosmiconfig() and await its load()')],
	]),
	...blocking('lilconfig#SyncSearcher.', 'file', 'error', [
		['search', 'looks for a configuration file and reads it', advice('make the searcher with lilconfig() and await its search()')],
		['load', 'reads a configuration file', advice('make the searcher with lilconfig() and await its load()')],
	]),
	{ symbol: 'lilconfig#lilconfigSync', returns: 'lilconfig#SyncSearcher' },
	...blocking('dotenv#', 'file', 'info', [
		['config', 'reads a file', advice('call it once, before the process serves')],
		['configDotenv', 'reads a file', advice('call it once, before the process serves')],
	]),
	// Both keep their whole content in one file: reading gets it, each change writes it.
	...['conf#Conf.', 'configstore#Configstore.'].flatMap((owner) => blocking(owner, 'file', 'warning', [
		...['set', 'delete', 'clear'].map((name) => [name, 'writes a file', advice('keep the values in memory and write them rarely')] as const),
		...['get', 'has'].map((name) => [name, 'reads a file', advice('keep the values in memory')] as const),
	])),
	...blocking('conf#Conf.', 'file', 'warning', ['reset', 'appendToArray', 'mutate'].map((name) => [name, 'writes a file', advice('keep the values in memory and write them rarely')] as const)),
];

const patterns: Entry[] = [
	...blocking('glob#', 'file', 'error', [
		['globSync', 'walks directories', twin('glob#glob', 'review')],
		['globIterateSync', 'walks directories', advice('use globIterate() with for await')],
		['globStreamSync', 'walks directories', advice('use globStream()')],
		['sync', 'walks directories', advice('use the asynchronous glob()')],
		['Glob.walkSync', 'walks directories', member('walk', 'review')],
		['Glob.iterateSync', 'walks directories', advice('use iterate() with for await')],
	]),
	...blocking('fast-glob#', 'file', 'error', [
		['sync', 'walks directories', member('glob', 'review')],
		['globSync', 'walks directories', member('glob', 'review')],
	]),
	...blocking('globby#', 'file', 'error', [
		['globbySync', 'walks directories', twin('globby#globby', 'review')],
		['sync', 'walks directories', advice('call globby() and await it')],
		['generateGlobTasksSync', 'reads ignore files', twin('globby#generateGlobTasks', 'safe')],
		['isGitIgnoredSync', 'reads ignore files', twin('globby#isGitIgnored', 'safe')],
		['isIgnoredByIgnoreFilesSync', 'reads ignore files', twin('globby#isIgnoredByIgnoreFiles', 'safe')],
	]),
	...blocking('tinyglobby#', 'file', 'error', [['globSync', 'walks directories', twin('tinyglobby#glob', 'review')]]),
	...blocking('fdir#APIBuilder.', 'file', 'error', [['sync', 'walks directories', member('withPromise', 'review')]]),
	...blocking('klaw-sync#', 'file', 'error', [['default', 'walks directories', advice('use fs.promises.readdir() with { recursive: true }')]]),
	...blocking('walk-sync#', 'file', 'error', [
		['default', 'walks directories', advice('use fs.promises.readdir() with { recursive: true }')],
		['entries', 'walks directories', advice('use fs.promises.readdir() with { recursive: true }')],
	]),
];

const directories: Entry[] = [
	...blocking('mkdirp#', 'file', 'warning', [
		['mkdirpSync', 'creates directories', twin('mkdirp#mkdirp', 'review')],
		...['sync', 'manualSync', 'nativeSync', 'mkdirpManualSync', 'mkdirpNativeSync'].map((name) => [name, 'creates directories', advice('use fs.promises.mkdir() with { recursive: true }')] as const),
	]),
	...blocking('make-dir#', 'file', 'warning', [
		['makeDirectorySync', 'creates directories', twin('make-dir#makeDirectory', 'review')],
		['sync', 'creates directories', advice('use fs.promises.mkdir() with { recursive: true }')],
	]),
	...blocking('rimraf#', 'file', 'error', [
		['rimrafSync', 'deletes files', twin('rimraf#rimraf', 'review')],
		['nativeSync', 'deletes files', twin('rimraf#native', 'review')],
		['manualSync', 'deletes files', twin('rimraf#manual', 'review')],
		['moveRemoveSync', 'deletes files', twin('rimraf#moveRemove', 'review')],
		['windowsSync', 'deletes files', twin('rimraf#windows', 'review')],
		['posixSync', 'deletes files', twin('rimraf#posix', 'review')],
		['sync', 'deletes files', advice('use fs.promises.rm() with { recursive: true, force: true }')],
	]),
	...blocking('del#', 'file', 'error', [
		['deleteSync', 'deletes files', twin('del#deleteAsync', 'review')],
		['sync', 'deletes files', advice('call del() and await it')],
	]),
	...blocking('move-file#', 'file', 'error', [
		['moveFileSync', 'moves a file', twin('move-file#moveFile', 'review')],
		['renameFileSync', 'renames a file', twin('move-file#renameFile', 'review')],
	]),
];

const lookups: Entry[] = [
	...blocking('find-up#', 'metadata', 'info', [
		['findUpSync', 'looks for a file', twin('find-up#findUp', 'safe')],
		['findUpMultipleSync', 'looks for files', twin('find-up#findUpMultiple', 'safe')],
		['findDownSync', 'looks for a file', twin('find-up#findDown', 'safe')],
		['sync', 'looks for a file', advice('call findUp() and await it')],
	]),
	...blocking('pkg-up#', 'metadata', 'info', [
		['pkgUpSync', 'looks for a file', twin('pkg-up#pkgUp', 'safe')],
		['sync', 'looks for a file', advice('call pkgUp() and await it')],
	]),
	...blocking('package-up#', 'metadata', 'info', [['packageUpSync', 'looks for a file', twin('package-up#packageUp', 'safe')]]),
	...blocking('pkg-dir#', 'metadata', 'info', [['packageDirectorySync', 'looks for a file', twin('pkg-dir#packageDirectory', 'safe')]]),
	...blocking('locate-path#', 'metadata', 'info', [['locatePathSync', 'looks for a file', twin('locate-path#locatePath', 'safe')]]),
	...blocking('path-exists#', 'metadata', 'info', [['pathExistsSync', 'looks for a file', twin('path-exists#pathExists', 'safe')]]),
	...blocking('path-type#', 'metadata', 'info', [
		['isFileSync', 'reads a file\'s metadata', twin('path-type#isFile', 'safe')],
		['isDirectorySync', 'reads a file\'s metadata', twin('path-type#isDirectory', 'safe')],
		['isSymlinkSync', 'reads a file\'s metadata', twin('path-type#isSymlink', 'safe')],
	]),
	...blocking('which#', 'metadata', 'info', [['sync', 'looks for a program', advice('call which() and await it')]]),
	...blocking('resolve#', 'metadata', 'warning', [['sync', 'looks for a module', advice('give resolve() a callback')]]),
];

const temporary: Entry[] = [
	...blocking('tmp#', 'file', 'warning', [
		['fileSync', 'creates a file', advice('use the form with a callback')],
		['dirSync', 'creates a directory', advice('use the form with a callback')],
		['tmpNameSync', 'looks for a free name', advice('use the form with a callback')],
	]),
	...blocking('tempy#', 'file', 'error', [['temporaryWriteSync', 'writes a file', advice('use temporaryWrite() and await it')]]),
];

/** The sync lock gives a release that is sync as well, so that the lock has no twin. */
const locks: Entry[] = blocking('proper-lockfile#', 'file', 'warning', [
	['lockSync', 'locks a file', advice('use lock() and await both it and its release')],
	['unlockSync', 'unlocks a file', member('unlock', 'review')],
	['checkSync', 'checks a file\'s lock', member('check', 'safe')],
]);

const archiveWork = 'do it in a worker thread';
const admZip: Entry[] = [
	...blocking('adm-zip#', 'file', 'warning', [
		['AdmZip', 'reads an archive', { ...advice('read the file with fs.promises.readFile() and give it the bytes'), returns: 'adm-zip#AdmZip', unless: [{ argument: 0, present: false }] }],
	]),
	...blocking('adm-zip#AdmZip.', 'file', 'error', [
		['writeZip', 'compresses data and writes a file', member('writeZipPromise', 'review', [{ argument: 1, present: true }])],
		['extractAllTo', 'decompresses data and writes files', advice('use extractAllToAsync()')],
		['extractEntryTo', 'decompresses data and writes a file', advice(archiveWork)],
		['addLocalFile', 'reads a file', advice('read it with fs.promises.readFile() and use addFile()')],
		['addLocalFolder', 'reads files', advice('use addLocalFolderPromise()')],
	]),
	...blocking('adm-zip#AdmZip.', 'cpu', 'warning', [
		['toBuffer', 'compresses data', { ...member('toBufferPromise', 'safe', [{ argument: 0, present: true }]), unless: [{ argument: 0, present: true }] }],
	]),
	...blocking('adm-zip#AdmZip.', 'cpu', 'hint', [
		['readFile', 'decompresses data', advice(archiveWork)],
		['readAsText', 'decompresses data', advice(archiveWork)],
		['test', 'decompresses data', advice(archiveWork)],
	]),
	...blocking('adm-zip#IZipEntry.', 'cpu', 'hint', [['getData', 'decompresses data', advice(archiveWork)]]),
];

export const files: CatalogueData = {
	entries: [...fsExtra, ...fsJetpack, ...json, ...configuration, ...patterns, ...directories, ...lookups, ...temporary, ...locks, ...admZip],
	aliases: {
		'fs-extra': 'node:fs',
		'graceful-fs': 'node:fs',
		'original-fs': 'node:fs',
		'adm-zip#default': 'adm-zip#AdmZip',
		'conf#default': 'conf#Conf',
		'configstore#default': 'configstore#Configstore',
		'electron-store': 'conf',
		'electron-store#default': 'conf#Conf',
		'electron-store#ElectronStore': 'conf#Conf',
		// Exports that carry their sync form.
		'glob#glob': 'glob',
		'mkdirp#mkdirp': 'mkdirp',
		'rimraf#rimraf': 'rimraf',
		'find-up#findUp': 'find-up',
		'fdir#fdir': 'fdir#APIBuilder',
		'fdir#Builder': 'fdir#APIBuilder',
		'klaw-sync#klawSync': 'klaw-sync#default',
		'walk-sync#walkSync': 'walk-sync#default',
		'resolve#resolveSync': 'resolve#sync',
	},
};
