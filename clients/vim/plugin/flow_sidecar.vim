vim9script noclear
# Connection files (*.connection.json): diagnostics as you type, and the commands. See :help flow-sidecar.
if exists('g:loaded_flow_sidecar')
  finish
endif
g:loaded_flow_sidecar = 1

augroup flow_sidecar
  autocmd!
  autocmd BufReadPost,BufNewFile,BufFilePost,TextChanged,TextChangedI,TextChangedP *.connection.json
    \ flow_sidecar#Check(str2nr(expand('<abuf>')))
augroup END

command -range -bar FlowFix flow_sidecar#Fix(<line1>, <line2>)
command -bar FlowCreate flow_sidecar#Create()
command -nargs=? -bar FlowWait flow_sidecar#Wait(<q-args>)
command -nargs=1 -complete=customlist,flow_sidecar#CompleteSpec FlowSpec flow_sidecar#Spec(<q-args>)
