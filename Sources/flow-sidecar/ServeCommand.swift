import JSONRPC
import Synchronization

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Speaks JSON-RPC on the standard streams until the input ends, or anything else ends the conversation.
struct ServeCommand {
  private let options: Options

  init(_ options: Options) { self.options = options }

  /// How long what is under way may take after SIGTERM.
  private static let terminationGrace = Duration.seconds(10)

  func run() -> ExitCode {
    let streams = StandardStreams.takeOver()
    let isAtTerminal = StandardStreams.isTerminal(streams.input)
    if isAtTerminal { Terminal.standardError(Self.hint) }
    let wiring = Wiring(options)
    let outbox = Outbox(
      descriptor: streams.output, neverBlocks: streams.outputNeverBlocks, maximumOwedBytes: options.maximumOwedBytes,
      loop: wiring.loop)
    let session = wiring.session(options, output: outbox)
    let log = options.log
    let ending = Ending(session: session, outbox: outbox, log: log)
    Supervisor.start(output: streams.output, handlesInterrupt: isAtTerminal) { event in
      ending.handle(event, grace: Self.terminationGrace)
    }
    let reader = SessionReader(session, framing: options.framing) { log.warning($0) }
    let input = InputReader(streams.input, reader, on: wiring.loop) { session.hasRoom && outbox.hasRoom }
    while true {
      input.start()
      switch input.waitForReport() {
      case .full:
        // Here, where nothing else is to be done: on the loop the network goes on meanwhile.
        session.waitForRoom()
        outbox.waitForRoom()
        if outbox.isBroken { return ending.outputGone() }
      case .end:
        return ending.drain(for: options.drainTimeout)
      case .failed(let number):
        log.error("standard input cannot be read: \(String(cString: strerror(number)))")
        _ = ending.drain(for: options.drainTimeout)
        return .misuse
      case .exit(let exit):
        session.end()
        _ = session.drain(for: .seconds(1))
        outbox.close(for: .seconds(1))
        return exit == .asAgreed ? .success : .failure
      }
    }
  }

  private static let hint = """
    flow-sidecar waits for JSON-RPC 2.0 messages, one a line. Try: {"jsonrpc":"2.0","id":1,"method":"ping"}
    End it with Ctrl-D. flow-sidecar --help tells more.

    """
}

/// How a conversation ends.
private struct Ending: Sendable {
  let session: Session
  let outbox: Outbox
  let log: Log
  private static let terminations = Atomic<Int>(0)

  /// What a reader that is alive gets, at least, to take the last answers.
  private static let lastAnswersGrace = Duration.seconds(1)

  /// Finishes what is under way, and tells the rest that it was not. A reader that does not read gets no more time than
  /// what is under way.
  func drain(for timeout: Duration) -> ExitCode {
    let deadline = ContinuousClock.now + timeout
    let finished = session.drain(for: timeout)
    if !finished {
      log.warning("the input has ended and \(timeout) have passed: what is still under way is given up")
      session.end()
      _ = session.drain(for: Self.lastAnswersGrace)
    }
    let isRead = outbox.close(for: max(Self.lastAnswersGrace, ContinuousClock.now.duration(to: deadline)))
    if outbox.isBroken { return outputGone() }
    if !isRead { log.warning("the output was not read in time: answers are lost") }
    return finished && isRead ? .success : .undrained
  }

  func outputGone() -> ExitCode {
    log.warning("the output is no longer read: ending")
    session.end()
    return .failure
  }

  /// Acts on what comes from outside, on the supervisor's thread, while the reader may be blocked.
  func handle(_ event: Supervisor.Event, grace: Duration) {
    switch event {
    case .terminate:
      guard Self.terminations.add(1, ordering: .relaxed).oldValue == 0 else { _exit(ExitCode.terminated.rawValue) }
      // On a thread of its own, so that a second signal is heard.
      DetachedThread.start {
        session.endWaits()
        _exit(drain(for: grace).rawValue)
      }
    case .outputGone:
      _exit(outputGone().rawValue)
    case .parentGone:
      log.warning("the parent process is gone: ending")
      session.end()
      _exit(ExitCode.failure.rawValue)
    }
  }
}
