import JSON
import JSONRPC

/// The other side of a session, in memory: what a test says to it, and what it answered.
final class Peer {
  let methods = TestMethods()
  let output = MemoryOutput()
  let executor = ManualExecutor()
  let session: Session
  let reader: SessionReader
  private let delivery: Delivery
  private let warnings = Warnings()

  private final class Warnings {
    var lines: [String] = []
  }

  /// A session that is spoken to that way. Its framing is found from the bytes, but for texts that follow one another:
  /// those look like a message a line until one of them does not.
  init(
    _ delivery: Delivery, limits: SessionLimits = SessionLimits(), isForced: Bool? = nil, orderedWithin: Int? = nil,
    dialect: (TestMethods) -> Dialect = { Dialect(methods: $0.table) }
  ) {
    self.delivery = delivery
    session = Session(
      dialect: dialect(methods), limits: limits, output: output, executor: executor, orderedWithin: orderedWithin)
    let warnings = warnings
    reader = SessionReader(session, framing: isForced ?? (delivery.framing == .value) ? delivery.framing : nil) {
      warnings.lines.append($0)
    }
  }

  /// A session that finds out about the framing by itself.
  convenience init(piece: Int? = nil, answersIn framing: Framing, limits: SessionLimits = SessionLimits()) {
    self.init(Delivery(framing: framing, piece: piece), limits: limits, isForced: false)
  }

  /// What was there to be logged.
  var warned: [String] { warnings.lines }

  /// Says these messages.
  func say(_ messages: String...) { say(messages) }

  func say(_ messages: [String]) { deliver(delivery.encode(messages)) }

  /// Delivers bytes that are framed already.
  func deliver(_ bytes: [UInt8]) {
    guard let piece = delivery.piece else {
      bytes.withUnsafeBufferPointer { reader.receive($0) }
      return
    }
    for start in stride(from: 0, to: bytes.count, by: piece) {
      Array(bytes[start..<min(start + piece, bytes.count)]).withUnsafeBufferPointer { reader.receive($0) }
    }
  }

  func deliver(_ text: String) { deliver(Array(text.utf8)) }

  /// Says that nothing follows.
  func end() { reader.receiveEnd() }

  /// Lets the work go on until all of it waits.
  func work() { executor.run() }

  /// Opens a gate and lets the work go on.
  func open(_ gate: String) {
    methods.gates.open(gate)
    work()
  }

  /// What was answered since this was asked last, after the work that could be done.
  func answers() -> [Answer] {
    work()
    return messages().map(Answer.init)
  }

  /// The same, as text.
  func texts() -> [String] {
    work()
    return messages().map { String(decoding: $0, as: UTF8.self) }
  }

  private func messages() -> [[UInt8]] {
    let bytes = output.take()
    return Delivery.split(bytes, delivery.framing)
      ?? [Array("badly framed: \(String(decoding: bytes, as: UTF8.self))".utf8)]
  }

  // What still waits would otherwise wait for ever.
  deinit {
    session.end()
    executor.run()
  }
}

/// What a session answers to these messages and the end of the input.
func exchange(_ messages: [String], _ delivery: Delivery, limits: SessionLimits = SessionLimits()) -> [Answer] {
  let peer = Peer(delivery, limits: limits)
  peer.say(messages)
  peer.end()
  return peer.answers()
}

/// What a session answers to these bytes and the end of the input, in a framing that it finds out about.
func exchange(
  bytes: [UInt8], piece: Int? = nil, answersIn framing: Framing, limits: SessionLimits = SessionLimits()
) -> [Answer] {
  let peer = Peer(piece: piece, answersIn: framing, limits: limits)
  peer.deliver(bytes)
  peer.end()
  return peer.answers()
}

// MARK: Messages

/// A request.
func call(_ id: String, _ method: String, _ params: String? = nil) -> String {
  #"{"jsonrpc":"2.0","id":\#(id),"method":"\#(method)"\#(params.map { #","params":\#($0)"# } ?? "")}"#
}

/// A request that is answered when its gate opens.
func slow(_ id: String, _ gate: String = "gate", _ method: String = "slow") -> String {
  call(id, method, #"{"gate":"\#(gate)"}"#)
}

/// A notification.
func notification(_ method: String, _ params: String? = nil) -> String {
  #"{"jsonrpc":"2.0","method":"\#(method)"\#(params.map { #","params":\#($0)"# } ?? "")}"#
}

func cancel(_ id: String) -> String { notification("$/cancelRequest", #"{"id":\#(id)}"#) }
