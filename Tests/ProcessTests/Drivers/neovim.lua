-- Neovim's LSP transport as a client: nvim --headless --clean -c 'luafile neovim.lua', with SIDECAR and BODY set.
-- Prints what the tests expect on standard output and leaves with 0; anything else is a failure.
local function run()
  local handlers = { notification = function() end, on_exit = function() end, on_error = function() end }
  local program = os.getenv("SIDECAR")
  local client
  if vim.fn.has("nvim-0.11") == 1 then
    client = vim.lsp.rpc.start({ program, "--simulate" }, handlers)
  else
    client = vim.lsp.rpc.start(program, { "--simulate" }, handlers)
  end

  local function call(method, params)
    local answer
    client.request(method, params, function(err, result)
      answer = { err = err, result = result }
    end)
    if not vim.wait(30000, function() return answer ~= nil end, 5) then
      error(method .. ": no answer")
    end
    if answer.err then
      error(method .. ": " .. vim.inspect(answer.err))
    end
    return answer.result
  end

  local log = {}
  local pong = call("ping", vim.empty_dict())
  table.insert(log, "ping " .. vim.fn.json_encode(pong))
  local body = vim.fn.json_decode(os.getenv("BODY"))
  table.insert(log, "valid " .. tostring(call("connection.validate", body).valid))
  local id = call("connection.create", body).id
  table.insert(log, call("connection.waitEnabled", { id = id }).state .. " " .. id)

  -- What is wrong comes back as an error with all its problems.
  body.auth.params.apiVersion = "60"
  local refused, message = pcall(call, "connection.create", body)
  table.insert(log, "refused " .. tostring(not refused and message:find("/auth/params/apiVersion", 1, true) ~= nil))
  client.notify("exit")
  return log
end

local ok, log = pcall(run)
io.stdout:write((ok and table.concat(log, "\n") or "error: " .. tostring(log)) .. "\n")
vim.cmd(ok and "qall!" or "cquit")
