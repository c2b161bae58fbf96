-- Connection files (*.connection.json): diagnostics as you type, and the commands. See :help flow-sidecar.
if vim.g.loaded_flow_sidecar then
  return
end
vim.g.loaded_flow_sidecar = true

local group = vim.api.nvim_create_augroup("flow_sidecar", {})
vim.api.nvim_create_autocmd({ "BufReadPost", "BufNewFile", "BufFilePost", "TextChanged", "TextChangedI" }, {
  group = group,
  pattern = "*.connection.json",
  callback = function(event)
    require("flow_sidecar").check(event.buf)
  end,
})

local command = vim.api.nvim_create_user_command
command("FlowFix", function(args)
  require("flow_sidecar").fix(args.line1, args.line2)
end, { range = true, bar = true, desc = "Mend the problems on these lines that can be mended" })
command("FlowCreate", function()
  require("flow_sidecar").create()
end, { bar = true, desc = "Create the connection of this buffer" })
command("FlowWait", function(args)
  require("flow_sidecar").wait(args.args)
end, { nargs = "?", bar = true, desc = "Wait until a connection is enabled" })
command("FlowSpec", function(args)
  require("flow_sidecar").spec(args.args)
end, {
  nargs = 1,
  desc = "Insert a template for a source",
  complete = function(...)
    return require("flow_sidecar").complete_spec(...)
  end,
})
