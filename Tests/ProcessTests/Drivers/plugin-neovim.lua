-- Drives clients/neovim as a user would: nvim --headless --clean -c 'luafile plugin-neovim.lua', with SIDECAR, PLUGIN
-- and FILE (a *.connection.json with two mistakes behind an emoji) set. Prints what the tests expect and leaves with 0.
local log, messages = {}, {}
local function note(...)
  table.insert(log, table.concat({ ... }, " "))
end
vim.notify = function(message)
  table.insert(messages, message)
end
local echo = vim.api.nvim_echo
vim.api.nvim_echo = function(chunks, ...)
  table.insert(messages, chunks[1][1])
  return echo(chunks, ...)
end

local function wait(what, condition)
  if not vim.wait(30000, condition, 2) then
    error(what .. ": " .. vim.inspect(vim.diagnostic.get(0)) .. vim.inspect(messages))
  end
end
local function wait_message(pattern)
  local found
  wait(pattern, function()
    for _, message in ipairs(messages) do
      found = found or message:match(pattern)
    end
    return found
  end)
  return found
end

-- Where each problem is, and the text there as the editor has it.
local function problems()
  local list = vim.diagnostic.get(0)
  table.sort(list, function(a, b)
    return a.lnum < b.lnum or a.lnum == b.lnum and a.col < b.col
  end)
  return vim.tbl_map(function(it)
    local line = vim.api.nvim_buf_get_lines(0, it.lnum, it.lnum + 1, false)[1]
    return ("%d:%d %s"):format(it.lnum + 1, it.col + 1, line:sub(it.col + 1, it.end_col))
  end, list)
end
local function wait_problems(count)
  wait(count .. " problems", function()
    return #vim.diagnostic.get(0) == count
  end)
end

local function run()
  vim.opt.runtimepath:append(os.getenv("PLUGIN"))
  vim.cmd("runtime plugin/flow_sidecar.lua")

  local program = { os.getenv("SIDECAR"), "--simulate", "--simulate-enable-ms", "400" }
  vim.g.flow_sidecar_command = program
  vim.cmd("edit " .. os.getenv("FILE"))
  wait_problems(2)
  for _, problem in ipairs(problems()) do
    note("problem", problem)
  end

  -- As it is typed: a bracket goes, and comes back.
  local last = vim.fn.getline("$")
  vim.fn.setline("$", "")
  vim.cmd("doautocmd TextChanged")
  wait("syntax", function()
    return vim.tbl_contains(
      vim.tbl_map(function(it) return it.code end, vim.diagnostic.get(0)), "syntax")
  end)
  vim.fn.setline("$", last)
  vim.cmd("doautocmd TextChanged")
  wait_problems(2)

  -- Nothing is sent while something is wrong.
  vim.cmd("FlowCreate")
  note("refused", wait_message("2 problems, nothing was sent"))
  vim.cmd("%FlowFix")
  wait_problems(0)
  note("mended", vim.trim(table.concat(vim.fn.getline(6, 8), "")))
  vim.cmd("FlowCreate")
  local id = wait_message("created (%S+)")
  vim.cmd("FlowWait")
  wait_message("initializing")
  note("waited", tostring(wait_message(vim.pesc(id) .. " is (%S+)")))

  -- A program that dies is told, and so is one that is not there; the next command starts another.
  vim.cmd("FlowWait 00000000-0000-4000-8000-000000000000")
  wait_message("does not know it")
  for _, process in ipairs(vim.api.nvim_get_proc_children(vim.fn.getpid())) do
    vim.loop.kill(process, "sigkill")
  end
  note("died", wait_message("flow%-sidecar has ended %(%d+%)"))
  vim.g.flow_sidecar_command = "/no/such/flow-sidecar"
  vim.cmd("FlowCreate")
  note("missing", wait_message('"/no/such/flow%-sidecar" cannot be run'))
  vim.g.flow_sidecar_command = program

  vim.cmd("edit new.connection.json")
  vim.cmd("FlowSpec salesforce")
  wait("template", function() return vim.fn.line("$") > 5 end)
  note("template", (vim.json.encode(vim.json.decode(table.concat(vim.fn.getline(1, "$"), "")).auth.specName)))
  for param, value in pairs({
    name = "Acme", environmentUrl = "https://acme.my.salesforce.com", clientId = "x", clientSecret = "y",
    apiVersion = "60.0",
  }) do
    vim.cmd(([[%%s#"%s": ""#"%s": "%s"#]]):format(param, param, value))
  end
  vim.cmd("doautocmd TextChanged")
  vim.cmd("FlowCreate")
  note("filled", wait_message("created") and #vim.diagnostic.get(0))
  note("completed", table.concat(vim.fn.getcompletion("FlowSpec salesforce O", "cmdline"), ","))

  -- Mends of several edits, and several problems with one mend.
  vim.cmd("edit several.connection.json")
  vim.fn.setline(1, {
    "{", "  'name': 'a',", '  "auth": {"specName": "OAuth2 Client Credential", "params": {}},',
    '  "connectionSpec": {"id": "cfc0fee1-7dc0-40ef-b73e-d8b134c436f5", "version": "1.0"}',
  })
  vim.cmd("doautocmd TextChanged")
  wait("several", function() return #vim.diagnostic.get(0) > 4 end)
  vim.cmd("%FlowFix")
  wait("mended", function() return vim.fn.getline(2) == '  "name": "a",' end)
  local several = vim.json.decode(table.concat(vim.fn.getline(1, "$"), ""))
  note("several", several.name, tostring(vim.tbl_count(several.auth.params)))
  for _, message in ipairs(messages) do
    if message:find("canary", 1, true) then
      error("a secret is told: " .. message)
    end
  end
end

local ok, err = pcall(run)
io.stdout:write(table.concat(log, "\n") .. (ok and "\n" or "\nerror: " .. tostring(err) .. "\n"))
vim.cmd(ok and "qall!" or "cquit")
