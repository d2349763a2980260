-- Neovim as a client without our extension, 0.7 and later: nvim --headless --clean -c 'luafile smoke.lua' FILE
-- Takes the server's script from UNBLOCK_CLI. FILE has one blocking call, on its third line.
local function finish(ok, message)
	io.stdout:write((ok and 'ok: ' or 'FAILED: ') .. message .. '\n')
	vim.cmd(ok and 'qall!' or 'cquit 1')
end

local function found(count)
	return vim.wait(20000, function() return #vim.diagnostic.get(0) == count end, 50)
end

local ok, problem = pcall(function()
	local id = vim.lsp.start_client({ name = 'unblock', cmd = { 'node', vim.env.UNBLOCK_CLI, 'language-server', '--stdio' }, root_dir = vim.fn.getcwd() })
	vim.lsp.buf_attach_client(0, id)
	assert(found(1), 'one finding is shown: ' .. vim.inspect(vim.diagnostic.get(0)))
	local finding = vim.diagnostic.get(0)[1]
	assert(finding.lnum == 2 and finding.source == 'unblock', vim.inspect(finding))

	local document = vim.lsp.util.make_text_document_params()
	local position = { line = finding.lnum, character = finding.col }
	local hover = vim.lsp.buf_request_sync(0, 'textDocument/hover', { textDocument = document, position = position }, 5000)[id].result
	assert(hover.contents.value:find('unblock why'), vim.inspect(hover))

	local context = { diagnostics = vim.lsp.diagnostic and vim.lsp.diagnostic.get_line_diagnostics(0, finding.lnum) or {} }
	local asked = { textDocument = document, range = { start = position, ['end'] = position }, context = context }
	local actions = vim.lsp.buf_request_sync(0, 'textDocument/codeAction', asked, 20000)[id].result
	local ignore = vim.tbl_filter(function(action) return action.title:find('^Ignore') end, actions)[1]
	assert(ignore and ignore.edit, 'ignoring is offered: ' .. vim.inspect(actions))
	vim.lsp.util.apply_workspace_edit(ignore.edit, 'utf-16')
	assert(vim.api.nvim_buf_get_lines(0, 2, 3, false)[1]:find('// unblock%-ignore blocking%-call %-%- '), 'the comment is there')
	assert(found(0), 'the finding is gone: ' .. vim.inspect(vim.diagnostic.get(0)))
	vim.lsp.stop_client(id)
end)
local version = vim.version()
finish(ok, ok and ('neovim %d.%d.%d'):format(version.major, version.minor, version.patch) or tostring(problem))
