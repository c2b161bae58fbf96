vim9script
# Drives clients/vim as a user would: vim -es -u NONE -i NONE -S plugin-vim.vim, with SIDECAR, PLUGIN and FILE (a
# *.connection.json with two mistakes behind an emoji) set. Prints what the tests expect and leaves with 0.
set nocompatible encoding=utf-8 hidden
var log: list<string> = []

def WaitFor(what: string, Condition: func)
  for _ in range(6000)
    if Condition()
      return
    endif
    sleep 5m
  endfor
  throw what .. ': ' .. string(getloclist(0)) .. execute('messages')
enddef

def Message(pattern: string): string
  WaitFor(pattern, () => execute('messages') =~ pattern)
  return matchstr(execute('messages'), pattern)
enddef

# Where each problem is, and the text there as the editor has it.
def Problems(): list<string>
  return getloclist(0)->sort((a, b) => a.lnum - b.lnum)
    ->mapnew((_, it) => printf('%d:%d %s', it.lnum, it.col, getline(it.lnum)->strpart(it.col - 1, it.end_col - it.col)))
enddef

def WaitForProblems(count: number)
  WaitFor(count .. ' problems', () => len(getloclist(0)) == count)
enddef

def Run()
  execute 'set runtimepath+=' .. $PLUGIN
  runtime plugin/flow_sidecar.vim
  var program = [$SIDECAR, '--simulate', '--simulate-enable-ms', '400']
  g:flow_sidecar_command = program
  execute 'edit' $FILE
  WaitForProblems(2)
  for problem in Problems()
    log->add('problem ' .. problem)
  endfor
  log->add('title ' .. getloclist(0, {title: 0}).title .. ' ' .. len(prop_list(7)))

  # As it is typed: a bracket goes, and comes back.
  var last = getline('$')
  setline('$', '')
  doautocmd TextChanged
  WaitFor('syntax', () => getloclist(0)->mapnew((_, it) => it.text)->join() =~ 'not closed')
  setline('$', last)
  doautocmd TextChanged
  WaitForProblems(2)

  # Nothing is sent while something is wrong.
  execute 'FlowCreate'
  log->add('refused ' .. Message('2 problems, nothing was sent'))
  execute ':%FlowFix'
  WaitForProblems(0)
  log->add('mended ' .. getline(6, 8)->join('')->trim())
  execute 'FlowCreate'
  var id = matchstr(Message('created \zs\S\+'), '\S\+$')
  var progress = ''
  redir => progress
  execute 'FlowWait'
  var state = Message(id .. ' is \w\+')
  redir END
  if progress !~ 'initializing'
    throw 'no progress: ' .. progress
  endif
  log->add('waited ' .. matchstr(state, '\w\+$'))

  # A program that dies is told, and so is one that is not there; the next command starts another.
  execute 'FlowWait 00000000-0000-4000-8000-000000000000'
  sleep 50m
  for process in job_info()
    job_stop(process, 'kill')
  endfor
  log->add('died ' .. Message('the program has ended'))
  g:flow_sidecar_command = '/no/such/flow-sidecar'
  execute 'FlowCreate'
  log->add('missing ' .. Message('"/no/such/flow-sidecar" cannot be run'))
  g:flow_sidecar_command = program

  edit new.connection.json
  execute 'FlowSpec salesforce'
  WaitFor('template', () => line('$') > 5)
  log->add('template ' .. getline(1, '$')->join('')->json_decode().auth.specName)
  for [param, value] in items({name: 'Acme', environmentUrl: 'https://acme.my.salesforce.com', clientId: 'x',
      clientSecret: 'y', apiVersion: '60.0'})
    execute printf(':%%s#"%s": ""#"%s": "%s"#', param, param, value)
  endfor
  doautocmd TextChanged
  messages clear
  execute 'FlowCreate'
  log->add('filled ' .. Message('created') .. ' ' .. len(getloclist(0)))
  log->add('completed ' .. getcompletion('FlowSpec salesforce O', 'cmdline')->join(','))

  # Mends of several edits, and several problems with one mend.
  edit several.connection.json
  setline(1, ["{", "  'name': 'a',", '  "auth": {"specName": "OAuth2 Client Credential", "params": {}},',
    '  "connectionSpec": {"id": "cfc0fee1-7dc0-40ef-b73e-d8b134c436f5", "version": "1.0"}'])
  doautocmd TextChanged
  WaitFor('several', () => len(getloclist(0)) > 4)
  execute ':%FlowFix'
  WaitFor('mended', () => getline(2) == '  "name": "a",')
  var several = getline(1, '$')->join('')->json_decode()
  log->add('several ' .. several.name .. ' ' .. len(several.auth.params))
  if execute('messages') =~ 'canary'
    throw 'a secret is told'
  endif
enddef

try
  Run()
  writefile(log, '/dev/stdout')
catch
  writefile(log + ['error: ' .. v:exception .. ' ' .. v:throwpoint], '/dev/stdout')
  cquit
endtry
qall!
