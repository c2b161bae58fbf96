-- Neovim's own LSP client: nvim --headless --clean -c 'luafile neovim-lsp.lua', with SIDECAR, BODY and FILE set.
-- FILE is a connection with a misspelt param, the version without its decimal and a trailing comma.
-- Prints what the tests expect on standard output and leaves with 0; anything else is a failure.
local function run()
  local log = {}
  local client_id
  vim.cmd("edit " .. os.getenv("FILE"))
  local buffer = vim.api.nvim_get_current_buf()
  client_id = vim.lsp.start_client({ name = "flow-sidecar", cmd = { os.getenv("SIDECAR"), "--simulate" } })
  vim.lsp.buf_attach_client(buffer, client_id)

  local function await(what, condition)
    if not vim.wait(30000, condition, 5) then
      error(what .. ": did not come about")
    end
  end
  local function diagnostics()
    return vim.diagnostic.get(buffer)
  end
  local function ask(method, params)
    local answers = vim.lsp.buf_request_sync(buffer, method, params, 30000)
    local answer = (answers or {})[client_id] or {}
    if answer.err then
      error(method .. ": " .. vim.inspect(answer.err))
    end
    return answer.result
  end

  await("diagnostics", function() return #diagnostics() > 0 end)
  local found = {}
  for _, d in ipairs(diagnostics()) do
    table.insert(found, string.format("%d:%d-%d:%s", d.lnum + 1, d.col + 1, d.end_col + 1, d.code or d.user_data.lsp.code))
  end
  table.sort(found)
  table.insert(log, table.concat(found, " "))

  -- Hover and completion where the misspelt name stands.
  local text = { uri = vim.uri_from_bufnr(buffer) }
  local hover = ask("textDocument/hover", { textDocument = text, position = { line = 3, character = 20 } })
  table.insert(log, "hover " .. hover.contents.value:match("%w[%w ]+"))
  local items = ask("textDocument/completion", { textDocument = text, position = { line = 6, character = 9 } }).items
  local labels = {}
  for _, item in ipairs(items) do table.insert(labels, item.label) end
  table.insert(log, "completion " .. table.concat(labels, " "))

  -- The quick fix of each diagnostic, one after the other, as a user makes them.
  for _ = 1, 5 do
    local d = diagnostics()[1]
    if not d then break end
    local before = vim.api.nvim_buf_get_changedtick(buffer)
    local range = { start = { line = d.lnum, character = d.col }, ["end"] = { line = d.end_lnum, character = d.end_col } }
    local actions = ask("textDocument/codeAction", {
      textDocument = text, range = range, context = { diagnostics = {}, only = { "quickfix" } },
    })
    vim.lsp.util.apply_workspace_edit(actions[1].edit, "utf-16")
    local left = #diagnostics()
    await("fewer diagnostics", function()
      return vim.api.nvim_buf_get_changedtick(buffer) ~= before and #diagnostics() < left
    end)
  end
  table.insert(log, "left " .. #diagnostics())

  -- Typing: the change goes out as an increment.
  vim.api.nvim_buf_set_text(buffer, 6, 7, 6, 15, { "clientID" })
  await("the mistake", function() return #diagnostics() == 1 end)
  vim.api.nvim_buf_set_text(buffer, 6, 7, 6, 15, { "clientId" })
  await("the mistake undone", function() return #diagnostics() == 0 end)

  -- The same session creates what the buffer holds, and waits for it.
  local body = vim.fn.json_decode(table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), "\n"))
  local id = ask("connection.create", body).id
  table.insert(log, ask("connection.waitEnabled", { id = id }).state .. " " .. id)

  vim.lsp.stop_client(client_id)
  await("the end", function() return vim.lsp.client_is_stopped(client_id) end)
  table.insert(log, "stopped")
  return log
end

local ok, log = pcall(run)
io.stdout:write((ok and table.concat(log, "\n") or "error: " .. tostring(log)) .. "\n")
vim.cmd(ok and "qall!" or "cquit")
