import Sidecar

/// What the process is asked to do.
enum Command: Sendable {
  case serve(Options)
  case call(method: String, file: String?, Options)
  case doctor(Options)
  case completions(Completions)
  case man
  case help
  case version
  case openRPC

  /// Whether it starts the event loop; the others only print.
  private var holdsConversation: Bool {
    switch self {
    case .serve, .call, .doctor: true
    case .completions, .man, .help, .version, .openRPC: false
    }
  }

  func run() -> ExitCode {
    if holdsConversation, !FreeDescriptors.suffice() {
      Terminal.standardError(FreeDescriptors.message)
      return .starved
    }
    switch self {
    case .serve(let options):
      return ServeCommand(options).run()
    case .call(let method, let file, let options):
      return CallCommand(method: method, file: file, options).run()
    case .doctor(let options):
      return DoctorCommand(options).run()
    case .completions(let shell):
      Terminal.standardOutput(shell.script)
    case .man:
      Terminal.standardOutput(ManPage.text)
    case .help:
      Terminal.standardOutput(Help.text)
    case .version:
      Terminal.standardOutput("flow-sidecar \(Version.program)\n")
    case .openRPC:
      guard Terminal.standardOutput(Array(ProtocolDocument.openRPC)) else { return .failure }
    }
    return .success
  }
}
