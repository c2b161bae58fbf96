" Vim's own LSP channel as a client: vim -es -u NONE -i NONE -S vim.vim, with SIDECAR and BODY set.
" Prints what the tests expect on standard output and leaves with 0; anything else is a failure.
set nocompatible
let s:log = []
try
  let s:job = job_start([$SIDECAR, '--simulate'], #{in_mode: 'lsp', out_mode: 'lsp', err_mode: 'nl'})
  let s:channel = job_getchannel(s:job)
  let s:limit = #{timeout: 30000}

  let s:answer = ch_evalexpr(s:channel, #{method: 'ping', params: {}}, s:limit)
  call add(s:log, 'ping ' .. json_encode(s:answer.result))

  let s:body = json_decode($BODY)
  let s:answer = ch_evalexpr(s:channel, #{method: 'connection.validate', params: s:body}, s:limit)
  call add(s:log, 'valid ' .. json_encode(s:answer.result.valid))

  let s:answer = ch_evalexpr(s:channel, #{method: 'connection.create', params: s:body}, s:limit)
  let s:id = s:answer.result.id
  let s:answer = ch_evalexpr(s:channel, #{method: 'connection.waitEnabled', params: #{id: s:id}}, s:limit)
  call add(s:log, s:answer.result.state .. ' ' .. s:id)

  " A request that is cancelled is answered, to the callback that was given with it.
  let s:body.name = 'Acme simulate:never-enabled'
  let s:answer = ch_evalexpr(s:channel, #{method: 'connection.create', params: s:body}, s:limit)
  let s:cancelled = {}
  let s:sent = ch_sendexpr(s:channel, #{method: 'connection.waitEnabled', params: #{id: s:answer.result.id}},
        \ #{callback: {channel, message -> extend(s:cancelled, message)}})
  call ch_sendexpr(s:channel, #{method: '$/cancelRequest', params: #{id: s:sent.id}})
  let s:waited = 0
  while empty(s:cancelled) && s:waited < 30000
    sleep 5m
    let s:waited += 5
  endwhile
  call add(s:log, 'cancelled ' .. json_encode(s:cancelled.error.code))
  call job_stop(s:job)
  call writefile(s:log, '/dev/stdout')
catch
  call writefile(s:log + ['error: ' .. v:exception], '/dev/stdout')
  cquit
endtry
qall!
