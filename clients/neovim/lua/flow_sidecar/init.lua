-- What happens in a buffer with a connection file. Positions are LSP's: lines and UTF-16 units from zero.
local client = require("flow_sidecar.client")
local M = {}

local namespace = vim.api.nvim_create_namespace("flow_sidecar")
-- By buffer: the changedtick that a check is under way for, and the last problems with theirs.
local checking, found = {}, {}

local function text_of(buffer)
  local text = table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), "\n")
  return vim.bo[buffer].endofline and text .. "\n" or text
end

local function complain(err)
  if not err.told then
    local hint = err.data and err.data.hint and " " .. err.data.hint or ""
    vim.notify("flow-sidecar: " .. err.message .. hint, vim.log.levels.ERROR)
  end
end

--- The byte in a line at which that many UTF-16 units have passed.
local function byte_index(line, units)
  local index = 0
  for character in line:gmatch("[%z\1-\127\194-\244][\128-\191]*") do
    if units <= 0 then
      break
    end
    units = units - (#character == 4 and 2 or 1)
    index = index + #character
  end
  return index
end

local function diagnostic(buffer, problem, severity)
  local function place(position)
    local line = vim.api.nvim_buf_get_lines(buffer, position.line, position.line + 1, false)[1] or ""
    return position.line, byte_index(line, position.character)
  end
  local lnum, col = place(problem.range.start)
  local end_lnum, end_col = place(problem.range["end"])
  return {
    lnum = lnum, col = col, end_lnum = end_lnum, end_col = end_col,
    severity = severity, message = problem.message, source = "flow-sidecar", code = problem.keyword,
  }
end

local function show(buffer, result)
  local shown = {}
  for _, problem in ipairs(result.errors) do
    table.insert(shown, diagnostic(buffer, problem, vim.diagnostic.severity.ERROR))
  end
  for _, problem in ipairs(result.warnings) do
    table.insert(shown, diagnostic(buffer, problem, vim.diagnostic.severity.WARN))
  end
  vim.diagnostic.set(namespace, buffer, shown)
end

-- Checks the text as it is now, shows what was found and passes it on.
local function check(buffer, done)
  local tick = vim.api.nvim_buf_get_changedtick(buffer)
  local params = vim.json.encode({ text = text_of(buffer) })
  client.request("connection.validate", params, function(err, result)
    if not vim.api.nvim_buf_is_valid(buffer) then
      return
    end
    if not err and vim.api.nvim_buf_get_changedtick(buffer) == tick then
      found[buffer] = { tick = tick, result = result }
      show(buffer, result)
    end
    done(err, result, tick)
  end)
end

--- Checks a buffer. One check at a time: what was typed meanwhile is checked after it.
function M.check(buffer)
  if checking[buffer] or not client.may_start() then
    return
  end
  checking[buffer] = true
  check(buffer, function(err, _, tick)
    checking[buffer] = nil
    if not err and vim.api.nvim_buf_get_changedtick(buffer) ~= tick then
      M.check(buffer)
    elseif err then
      complain(err)
    end
  end)
end

-- The problems of the buffer as it is.
local function with_problems(buffer, done)
  local last = found[buffer]
  if last and last.tick == vim.api.nvim_buf_get_changedtick(buffer) then
    return done(last.result)
  end
  check(buffer, function(err, result)
    if err then
      return complain(err)
    end
    done(result)
  end)
end

local function precedes(a, b)
  return a.line < b.line or (a.line == b.line and a.character <= b.character)
end

local function is_free(edit, taken)
  for _, other in ipairs(taken) do
    local isApart = precedes(other.range["end"], edit.range.start) or precedes(edit.range["end"], other.range.start)
    -- Problems of one cause have one and the same mend.
    if not isApart or vim.deep_equal(other, edit) then
      return false
    end
  end
  return true
end

--- Mends what can be mended on the lines `first` to `last`, counted from one.
function M.fix(first, last)
  local buffer = vim.api.nvim_get_current_buf()
  with_problems(buffer, function(result)
    local edits = {}
    for _, list in ipairs({ result.errors, result.warnings }) do
      for _, problem in ipairs(list) do
        local line = problem.range.start.line + 1
        -- Several edits belong together: all of them are made, or none.
        local mend = problem.edits or { problem.edit }
        local isFree = line >= first and line <= last
        for _, edit in ipairs(mend) do
          isFree = isFree and is_free(edit, edits)
        end
        if isFree then
          vim.list_extend(edits, mend)
        end
      end
    end
    if #edits == 0 then
      return vim.notify("flow-sidecar: there is nothing to mend on this line", vim.log.levels.WARN)
    end
    vim.lsp.util.apply_text_edits(edits, buffer, "utf-16")
    M.check(buffer)
  end)
end

--- Creates the connection of the current buffer, unless something is wrong with it.
function M.create()
  local buffer = vim.api.nvim_get_current_buf()
  with_problems(buffer, function(result)
    if not result.valid then
      local message = "flow-sidecar: %d problems, nothing was sent; the first: %s"
      return vim.notify(message:format(#result.errors, result.errors[1].message), vim.log.levels.ERROR)
    end
    -- As it is typed, so that numbers keep their spelling. Valid JSON has line ends only where a blank may stand.
    client.request("connection.create", (text_of(buffer):gsub("[\r\n]", " ")), function(err, created)
      if err then
        return complain(err)
      end
      vim.b[buffer].flow_connection = created.id
      vim.notify("flow-sidecar: created " .. created.id)
    end)
  end)
end

--- Waits until a connection is enabled; without an id, the one that was created from this buffer.
function M.wait(id)
  id = id ~= "" and id or vim.b.flow_connection
  if not id then
    return vim.notify("flow-sidecar: wait for which id? None was created from this buffer", vim.log.levels.ERROR)
  end
  local token = client.next_token()
  local params = vim.json.encode({ id = id, _meta = { progressToken = token } })
  client.request("connection.waitEnabled", params, function(err, result)
    if err then
      return complain(err)
    end
    vim.notify(("flow-sidecar: %s is %s"):format(id, result.state))
  end, function(value)
    vim.api.nvim_echo({ { "flow-sidecar: " .. value.message } }, false, {})
  end)
end

-- A value to begin with.
local function placeholder(param)
  if param.default ~= nil then
    return vim.json.encode(param.default)
  end
  local values = { string = '""', boolean = "false", integer = "0", number = "0", array = "[]", object = "{}" }
  return values[(param.types or {})[1]] or "null"
end

local function template(spec, auth)
  local lines = { "{", '  "name": "",' }
  if auth then
    local params = {}
    for _, param in ipairs(auth.params) do
      if param.required then
        table.insert(params, ("      %s: %s"):format(vim.json.encode(param.name), placeholder(param)))
      end
    end
    table.insert(lines, '  "auth": {')
    table.insert(lines, ('    "specName": %s,'):format(vim.json.encode(auth.name)))
    table.insert(lines, '    "params": {')
    vim.list_extend(lines, vim.split(table.concat(params, ",\n"), "\n"))
    vim.list_extend(lines, { "    }", "  }," })
  end
  local reference = '  "connectionSpec": { "id": "%s", "version": "%s" }'
  vim.list_extend(lines, { reference:format(spec.id, spec.version or "1.0"), "}" })
  return lines
end

--- Inserts a template: `words` are the name of a source and, if there are several, that of a kind of credentials.
function M.spec(words)
  local buffer = vim.api.nvim_get_current_buf()
  local name, kind = words:match("^(%S+)%s*(.-)%s*$")
  client.request("connectionSpec.get", vim.json.encode({ name = name }), function(err, spec)
    if err then
      return complain(err)
    end
    local chosen
    for _, auth in ipairs(spec.authSpecs or {}) do
      if kind == "" and not auth.deprecated and not chosen or auth.name == kind then
        chosen = auth
      end
    end
    if kind ~= "" and not chosen then
      return vim.notify(("flow-sidecar: %s has no %s"):format(name, kind), vim.log.levels.ERROR)
    end
    chosen = chosen or (spec.authSpecs or {})[1]
    local isEmpty = vim.api.nvim_buf_line_count(buffer) == 1 and text_of(buffer):match("^%s*$")
    local line = isEmpty and 0 or vim.api.nvim_win_get_cursor(0)[1]
    vim.api.nvim_buf_set_lines(buffer, line, isEmpty and -1 or line, false, template(spec, chosen))
    if vim.api.nvim_buf_get_name(buffer):match("%.connection%.json$") then
      M.check(buffer)
    end
  end)
end

--- The completions of :FlowSpec: sources, then the kinds of credentials of the one that stands there.
function M.complete_spec(lead, line)
  local name, rest = line:match("FlowSpec%s+(%S+)%s(.*)$")
  local words
  local method = name and "connectionSpec.get" or "connectionSpec.list"
  client.request(method, vim.json.encode(name and { name = name } or vim.empty_dict()), function(_, result)
    words = vim.tbl_map(function(item)
      return item.name
    end, result and (result.items or result.authSpecs) or {})
  end)
  vim.wait(2000, function()
    return words ~= nil
  end, 5)
  -- A kind may have blanks in its name, and Vim completes the last word only.
  local typed = name and rest or lead
  local offers = {}
  for _, word in ipairs(words or {}) do
    if vim.startswith(word, typed) then
      table.insert(offers, word:sub(#typed - #lead + 1))
    end
  end
  return offers
end

return M
