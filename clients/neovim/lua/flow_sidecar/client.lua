-- One flow-sidecar for all buffers: started when it is first needed, a JSON text a line in both directions.
local M = {}

local job, next_id, pending, progress, unread, complaints = nil, 0, {}, {}, "", ""
local last_start = 0

local function command()
  local set = vim.g.flow_sidecar_command or "flow-sidecar"
  return type(set) == "table" and set or { set }
end

local function handle(line)
  local ok, message = pcall(vim.json.decode, line, { luanil = { object = true, array = true } })
  if not ok or type(message) ~= "table" then
    return
  end
  if message.method == "$/progress" then
    local tell = progress[message.params.token]
    if tell then
      tell(message.params.value)
    end
    return
  end
  local answer = pending[message.id]
  pending[message.id or 0], progress[message.id or 0] = nil, nil
  if answer then
    answer(message.error, message.result)
  end
end

-- What arrives is a list of pieces of lines; the first belongs to the line that was left open.
local function receive(_, pieces)
  unread = unread .. pieces[1]
  for index = 2, #pieces do
    handle(unread)
    unread = pieces[index]
  end
end

local function ended(id, code)
  -- When Neovim ends, so does the program, and that is no news.
  if id ~= job or vim.v.exiting ~= vim.NIL then
    return
  end
  local last = vim.trim(complaints):match("[^\n]*$")
  local message = ("flow-sidecar has ended (%d)%s"):format(code, last == "" and "" or ": " .. last)
  local left = pending
  job, pending, progress, unread, complaints = nil, {}, {}, "", ""
  vim.notify(message, vim.log.levels.ERROR)
  for _, answer in pairs(left) do
    answer({ message = message, told = true })
  end
end

local function start()
  local program = command()
  last_start = vim.loop.now()
  local ok, id = pcall(vim.fn.jobstart, program, {
    on_stdout = receive,
    on_stderr = function(_, pieces)
      complaints = (complaints .. table.concat(pieces, "\n")):sub(-2000)
    end,
    on_exit = ended,
  })
  if not ok or id <= 0 then
    return ('flow-sidecar: "%s" cannot be run; install it, or set g:flow_sidecar_command'):format(program[1])
  end
  job = id
end

--- Whether a request that nobody asked for by hand may be sent: not again and again to a program that does not stay.
function M.may_start()
  return job ~= nil or last_start == 0 or vim.loop.now() - last_start > 5000
end

--- The id that the next request will have, for its progress.
function M.next_token()
  return next_id + 1
end

--- Sends a request. `params` is JSON text; `answer` gets an error or a result, `tell` what the progress is.
function M.request(method, params, answer, tell)
  local failure = not job and start() or nil
  if failure then
    vim.notify(failure, vim.log.levels.ERROR)
    return answer({ message = failure, told = true })
  end
  next_id = next_id + 1
  pending[next_id], progress[next_id] = answer, tell
  local request = '{"jsonrpc":"2.0","id":%d,"method":"%s","params":%s}\n'
  vim.fn.chansend(job, request:format(next_id, method, params))
end

return M
