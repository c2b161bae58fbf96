vim9script
# One flow-sidecar for all buffers, and what happens in a buffer with a connection file. Positions that come from it are
# LSP's: lines and UTF-16 units from zero.

var job: job
var serial = 0
var pending: dict<func> = {}
var tellers: dict<func> = {}
var complaint = ''
var last_start = -1
# By buffer: whether a check is under way, and the last result with the b:changedtick that it is for.
var checking: dict<bool> = {}
var found: dict<dict<any>> = {}

# MARK: The program

def Running(): bool
  return job != null_job && job_status(job) == 'run'
enddef

def Tell(message: string, highlight = 'None')
  execute 'echohl' highlight
  echomsg 'flow-sidecar: ' .. message
  echohl None
enddef

def Complain(error: dict<any>)
  if !error->get('told', false)
    var hint = error->get('data', {})->get('hint', '')
    Tell(trim(error.message .. ' ' .. hint), 'ErrorMsg')
  endif
enddef

def Start(): bool
  var command: any = get(g:, 'flow_sidecar_command', 'flow-sidecar')
  var words: list<string> = type(command) == v:t_list ? command : [command]
  last_start = localtime()
  complaint = ''
  if !executable(words[0])
    Tell('"' .. words[0] .. '" cannot be run; install it, or set g:flow_sidecar_command', 'ErrorMsg')
    return false
  endif
  job = job_start(words, {
    mode: 'nl', noblock: 1,
    out_cb: (_, line) => Receive(line),
    err_cb: (_, line) => {
      complaint = line
    },
    close_cb: Ended})
  return Running()
enddef

def Ended(channel: channel)
  if ch_getjob(channel) != job
    return
  endif
  var message = 'the program has ended' .. (complaint == '' ? '' : ': ' .. complaint)
  var left = values(pending)
  pending = {}
  tellers = {}
  job = null_job
  Tell(message, 'ErrorMsg')
  for Answer in left
    Answer({message: message, told: true}, {})
  endfor
enddef

def Receive(line: string)
  var message = json_decode(line)
  if message->has_key('method')
    if message.method == '$/progress'
      var Teller = tellers->get(message.params.token, (_) => 0)
      Teller(message.params.value)
    endif
    return
  endif
  if type(message.id) != v:t_number || !pending->has_key(message.id)
    return
  endif
  var Answer = pending->remove(message.id)
  if tellers->has_key(message.id)
    tellers->remove(message.id)
  endif
  Answer(message->get('error', {}), message->get('result', {}))
enddef

# Sends a request: `params` is JSON text, and a function of the error and the result gets the answer.
def Request(method: string, params: string, Answer: func)
  if !Running() && !Start()
    Answer({message: 'it cannot be run', told: true}, {})
    return
  endif
  ++serial
  pending[serial] = Answer
  ch_sendraw(job, printf("{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"%s\",\"params\":%s}\n", serial, method, params))
enddef

# MARK: Text

def TextOf(buffer: number): string
  return join(getbufline(buffer, 1, '$'), "\n") .. "\n"
enddef

# The byte in a line at which that many UTF-16 units have passed.
def ByteIndex(line: string, units: number): number
  var left = units
  var index = 0
  for code in str2list(line)
    if left <= 0
      break
    endif
    left -= code > 0xFFFF ? 2 : 1
    index += len(nr2char(code))
  endfor
  return index
enddef

# Line and byte, both from one.
def Place(buffer: number, position: dict<any>): list<number>
  var line = getbufline(buffer, position.line + 1)->get(0, '')
  return [position.line + 1, ByteIndex(line, position.character) + 1]
enddef

def Apply(buffer: number, edit: dict<any>)
  var [first, start] = Place(buffer, edit.range.start)
  var [last, end] = Place(buffer, edit.range.end)
  var head = getbufline(buffer, first)->get(0, '')->strpart(0, start - 1)
  var tail = getbufline(buffer, last)->get(0, '')->strpart(end - 1)
  var lines = split(head .. edit.newText .. tail, "\n", 1)
  setbufline(buffer, first, lines[0])
  if last > first
    deletebufline(buffer, first + 1, last)
  endif
  if len(lines) > 1
    appendbufline(buffer, first, lines[1 :])
  endif
enddef

# MARK: Diagnostics

prop_type_add('flow_sidecar_E', {highlight: 'SpellBad', override: true})
prop_type_add('flow_sidecar_W', {highlight: 'SpellCap', override: true})

def Show(buffer: number, result: dict<any>)
  prop_remove({types: ['flow_sidecar_E', 'flow_sidecar_W'], bufnr: buffer, all: true})
  var items: list<dict<any>> = []
  for [type, problems] in [['E', result.errors], ['W', result.warnings]]
    for problem in problems
      var [lnum, col] = Place(buffer, problem.range.start)
      var [end_lnum, end_col] = Place(buffer, problem.range.end)
      items->add({bufnr: buffer, lnum: lnum, col: col, end_lnum: end_lnum, end_col: end_col, type: type,
        text: problem.message, nr: -1})
      prop_add(lnum, col, {type: 'flow_sidecar_' .. type, bufnr: buffer, end_lnum: end_lnum, end_col: end_col})
    endfor
  endfor
  for window in win_findbuf(buffer)
    # The list of another program is left alone: ours replaces only our own.
    var isOurs = getloclist(window, {title: 0}).title == 'flow-sidecar'
    setloclist(window, [], isOurs ? 'r' : ' ', {title: 'flow-sidecar', items: items})
  endfor
enddef

def CheckThen(buffer: number, Done: func)
  var tick = getbufvar(buffer, 'changedtick')
  Request('connection.validate', json_encode({text: TextOf(buffer)}), (error, result) => {
    if bufexists(buffer)
      if empty(error) && getbufvar(buffer, 'changedtick') == tick
        found[buffer] = {tick: tick, result: result}
        Show(buffer, result)
      endif
      Done(error, result, tick)
    endif
  })
enddef

# Checks a buffer. One check at a time: what was typed meanwhile is checked after it. A program that does not stay is
# not started again and again by itself.
export def Check(buffer: number)
  if checking->get(buffer, false) || (!Running() && last_start >= 0 && localtime() - last_start < 5)
    return
  endif
  checking[buffer] = true
  CheckThen(buffer, (error, result, tick) => {
    checking[buffer] = false
    if !empty(error)
      Complain(error)
    elseif getbufvar(buffer, 'changedtick') != tick
      Check(buffer)
    endif
  })
enddef

def WithProblems(buffer: number, Done: func)
  var last = found->get(buffer, {})
  if !empty(last) && last.tick == getbufvar(buffer, 'changedtick')
    Done(last.result)
    return
  endif
  CheckThen(buffer, (error, result, _) => {
    if empty(error)
      Done(result)
    else
      Complain(error)
    endif
  })
enddef

# MARK: Commands

def Precedes(a: dict<any>, b: dict<any>): bool
  return a.line < b.line || a.line == b.line && a.character <= b.character
enddef

def IsFree(edit: dict<any>, taken: list<dict<any>>): bool
  # Problems of one cause have one and the same mend.
  return taken->copy()->filter((_, other) => other == edit || !Precedes(other.range.end, edit.range.start)
      && !Precedes(edit.range.end, other.range.start))->empty()
enddef

# Mends what can be mended on the lines `first` to `last`.
export def Fix(first: number, last: number)
  var buffer = bufnr()
  WithProblems(buffer, (result) => {
    var edits: list<dict<any>> = []
    for problem in result.errors + result.warnings
      var line = problem.range.start.line + 1
      # Several edits belong together: all of them are made, or none.
      var mend: list<dict<any>> = problem->has_key('edit') ? [problem.edit] : problem->get('edits', [])
      if line >= first && line <= last && mend->copy()->filter((_, edit) => !IsFree(edit, edits))->empty()
        edits->extend(mend)
      endif
    endfor
    if empty(edits)
      Tell('there is nothing to mend on this line', 'WarningMsg')
      return
    endif
    # From the end, so that the places of the others stay right; what is put in one place keeps its order.
    edits->reverse()->sort((a, b) => !Precedes(b.range.start, a.range.start) ? 1
        : !Precedes(a.range.start, b.range.start) ? -1 : 0)
    for edit in edits
      Apply(buffer, edit)
    endfor
    Check(buffer)
  })
enddef

# Creates the connection of the current buffer, unless something is wrong with it.
export def Create()
  var buffer = bufnr()
  WithProblems(buffer, (result) => {
    if !result.valid
      Tell(printf('%d problems, nothing was sent; the first: %s', len(result.errors), result.errors[0].message),
        'ErrorMsg')
      return
    endif
    # As it is typed, so that numbers keep their spelling. Valid JSON has line ends only where a blank may stand.
    Request('connection.create', TextOf(buffer)->tr("\r\n", '  '), (error, created) => {
      if empty(error)
        setbufvar(buffer, 'flow_connection', created.id)
        Tell('created ' .. created.id)
      else
        Complain(error)
      endif
    })
  })
enddef

# Waits until a connection is enabled; without an id, the one that was created from this buffer.
export def Wait(given: string)
  var id = given == '' ? get(b:, 'flow_connection', '') : given
  if id == ''
    Tell('wait for which id? None was created from this buffer', 'ErrorMsg')
    return
  endif
  var token = serial + 1
  tellers[token] = (value) => {
    echo 'flow-sidecar: ' .. value.message
    redraw
  }
  Request('connection.waitEnabled', json_encode({id: id, _meta: {progressToken: token}}), (error, result) => {
    if empty(error)
      Tell(id .. ' is ' .. result.state)
    else
      Complain(error)
    endif
  })
enddef

# A value to begin with.
def Placeholder(param: dict<any>): string
  if param->has_key('default')
    return json_encode(param.default)
  endif
  return {string: '""', boolean: 'false', integer: '0', number: '0', array: '[]', object: '{}'}
    ->get(param->get('types', [''])->get(0, ''), 'null')
enddef

def Template(spec: dict<any>, auth: dict<any>): list<string>
  var lines = ['{', '  "name": "",']
  if !empty(auth)
    var params = auth.params->copy()->filter((_, param) => param.required)
      ->mapnew((_, param) => '      ' .. json_encode(param.name) .. ': ' .. Placeholder(param))
    lines += ['  "auth": {', '    "specName": ' .. json_encode(auth.name) .. ',', '    "params": {']
    lines += split(join(params, ",\n"), "\n") + ['    }', '  },']
  endif
  return lines + [printf('  "connectionSpec": { "id": "%s", "version": "%s" }', spec.id, spec->get('version', '1.0')),
    '}']
enddef

# Inserts a template: `words` are the name of a source and, if there are several, that of a kind of credentials.
export def Spec(words: string)
  var buffer = bufnr()
  var window = win_getid()
  var [_, name, kind; rest] = matchlist(words, '^\s*\(\S\+\)\s*\(.\{-}\)\s*$')
  Request('connectionSpec.get', json_encode({name: name}), (error, spec) => {
    if !empty(error)
      Complain(error)
      return
    endif
    var kinds: list<dict<any>> = spec->get('authSpecs', [])
    var fitting = kinds->copy()->filter((_, auth) => kind == '' ? !auth->has_key('deprecated') : auth.name == kind)
    if empty(fitting) && kind != ''
      Tell(name .. ' has no ' .. kind, 'ErrorMsg')
      return
    endif
    var lines = Template(spec, fitting->get(0, kinds->get(0, {})))
    if getbufline(buffer, 1, '$')->join('') =~ '^\s*$'
      setbufline(buffer, 1, lines)
    else
      appendbufline(buffer, line('.', window), lines)
    endif
    if bufname(buffer) =~ '\.connection\.json$'
      Check(buffer)
    endif
  })
enddef

# The completions of :FlowSpec: sources, then the kinds of credentials of the one that stands there.
export def CompleteSpec(lead: string, line: string, _: number): list<string>
  var typed = matchlist(line, 'FlowSpec\s\+\(\S\+\)\s\(.*\)$')
  var method = empty(typed) ? 'connectionSpec.list' : 'connectionSpec.get'
  var words: list<string> = []
  var done = false
  Request(method, json_encode(empty(typed) ? {} : {name: typed[1]}), (error, result) => {
    words = result->get('items', result->get('authSpecs', []))->mapnew((_, item) => item.name)
    done = true
  })
  for _ in range(400)
    if done
      break
    endif
    sleep 5m
  endfor
  # A kind may have blanks in its name, and Vim completes the last word only.
  var start = empty(typed) ? lead : typed[2]
  return words->filter((_, word) => stridx(word, start) == 0)->map((_, word) => word[len(start) - len(lead) :])
enddef
