import FlowService
import FlowServiceSimulator
import JSON
import JSONRPC
import Sidecar

extension FuzzTarget {
  /// A whole session with the simulated Flow Service behind it: all that it says is JSON, and every request is answered
  /// exactly once.
  ///
  /// The first byte chooses the framing and the size of the pieces, the rest is what the client says.
  package static let session = FuzzTarget(name: "session") { input throws(Finding) in
    guard let choice = input.first else { return }
    let stream = UnsafeBufferPointer(rebasing: input.dropFirst())
    let framing = Framing.allCases[Int(choice & 3) % 3]
    // Most often a line a message, since for that it is told from outside what has to be answered.
    let isLine = choice & 3 == 3 || framing == .line
    let bench = SessionBench()
    bench.feed(stream, isLine ? .line : framing, piece: 1 + Int(choice >> 2) * 4)
    let answers = try bench.finish(isLine ? .line : framing)
    if isLine { try Expectation(stream, bench.limits).check(answers) }
  }
}

/// One session in memory.
private struct SessionBench {
  /// The loop and what stands behind it are made once: threads are too dear to be made for each input.
  private static let loop = EventLoop()
  private static let context: SidecarContext = {
    var options = FlowServiceClient.Options()
    options.wait = WaitPolicy(firstInterval: .milliseconds(1), longestInterval: .milliseconds(2), notFoundGrace: .zero)
    options.seed = 1
    let transport = SimulatedTransport(time: loop, configuration: SimulatorConfiguration(enableDelay: .zero, seed: 1))
    let client = FlowServiceClient(.simulated, transport: transport, time: loop, executor: loop, options: options)
    return SidecarContext(client: client, process: .init(isSimulated: true, drainTimeout: .zero))
  }()

  final class Output: MessageOutput {
    let bytes = Monitor<[UInt8]>([])
    func send(_ frames: UnsafeBufferPointer<UInt8>) { bytes.change { $0.append(contentsOf: frames) } }
  }

  let limits: SessionLimits = {
    var limits = SessionLimits()
    limits.messageBytes = 2000
    limits.nesting = 20
    limits.idBytes = 20
    limits.batchMessages = 5
    limits.requestsInFlight = 3
    return limits
  }()
  private let output = Output()
  private let session: Session

  init() {
    session = Session(
      methods: SidecarMethods.table(Self.context), limits: limits, output: output, executor: Self.loop)
  }

  func feed(_ stream: UnsafeBufferPointer<UInt8>, _ framing: Framing, piece: Int) {
    let reader = SessionReader(session, framing: framing)
    for start in stride(from: 0, to: stream.count, by: piece) {
      reader.receive(UnsafeBufferPointer(rebasing: stream[start..<min(start + piece, stream.count)]))
    }
    if reader.exit == nil { reader.receiveEnd() }
  }

  /// Ends the session and takes apart what it has said.
  func finish(_ framing: Framing) throws(FuzzTarget.Finding) -> [JSONValue] {
    _ = session.drain(for: .milliseconds(20))
    session.end()
    try require(session.drain(for: .seconds(60)), "an answer is missing for a minute")
    let said = output.bytes.withLock { $0 }
    guard framing != .header else {
      var decoder = FrameDecoder(framing: .header, maximumMessageBytes: .max / 2)
      let buffer = InputBuffer()
      said.withUnsafeBufferPointer { buffer.append($0) }
      var messages: [JSONValue] = []
      while true {
        switch decoder.next(buffer, ended: true) {
        case .none: return messages
        case .fault(let fault): throw FuzzTarget.Finding(description: "the session said \(fault)")
        case .message(let bytes): messages.append(try Self.parsed(Array(bytes)))
        }
      }
    }
    try require(said.isEmpty || said.last == 0x0A, "the last line has no end")
    var messages: [JSONValue] = []
    for line in said.split(separator: 0x0A) { messages.append(try Self.parsed(Array(line))) }
    return messages
  }

  private static func parsed(_ bytes: [UInt8]) throws(FuzzTarget.Finding) -> JSONValue {
    do throws(JSONParseError) {
      return try JSONDocument(bytes).root
    } catch {
      throw FuzzTarget.Finding(
        description: "the session said what is no JSON: \(String(decoding: bytes, as: UTF8.self))")
    }
  }
}

/// What a stream of one message a line has to be answered with.
private struct Expectation {
  /// How often each id is asked for, as it was spelt.
  private var requests: [[UInt8]: Int] = [:]
  /// How many answers there have to be at all, each batch being one.
  private var answers = 0
  private var unreadable = 0
  private let limits: SessionLimits

  init(_ stream: UnsafeBufferPointer<UInt8>, _ limits: SessionLimits) {
    self.limits = limits
    let reader = JSONReader(maximumDepth: limits.nesting)
    for line in stream.split(separator: 0x0A) {
      var line = line
      if line.last == 0x0D { line = line.dropLast() }
      if line.starts(with: [0xEF, 0xBB, 0xBF]) { line = line.dropFirst(3) }
      if line.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) { continue }
      do throws(JSONParseError) {
        guard line.count <= limits.messageBytes else {
          noteUnreadable()
          continue
        }
        let root = try reader.read(UnsafeBufferPointer(rebasing: line))
        unreadable = 0
        if isEnd(root) { return }
      } catch {
        noteUnreadable()
      }
    }
  }

  private mutating func noteUnreadable() {
    unreadable += 1
    if unreadable <= limits.unreadableInARow { answers += 1 }
  }

  /// Counts what a line has to be answered with; whether the session is over.
  private mutating func isEnd(_ root: JSONCursor) -> Bool {
    guard root.kind == .array else {
      answers += count(root) ? 1 : 0
      return Self.isExit(root, limits)
    }
    guard root.count > 0, root.count <= limits.batchMessages else {
      answers += 1
      return false
    }
    var isAnswered = false
    var isEnd = false
    root.forEachElement { element in
      if count(element) { isAnswered = true }
      if Self.isExit(element, limits) { isEnd = true }
    }
    answers += isAnswered ? 1 : 0
    return isEnd
  }

  private static func isExit(_ value: JSONCursor, _ limits: SessionLimits) -> Bool {
    guard case .notification(let method, _) = Message(value, maximumIDBytes: limits.idBytes) else { return false }
    return method.isString("exit")
  }

  /// Whether a message has to be answered.
  private mutating func count(_ value: JSONCursor) -> Bool {
    switch Message(value, maximumIDBytes: limits.idBytes) {
    case .request(let id, _, _):
      requests[Array(id.rawText), default: 0] += 1
      return true
    case .invalid(let id, _):
      // It may be answered under its id, or under null where that one is taken.
      if let id { requests[Array(id.rawText), default: 0] += 1 }
      return true
    case .notification, .response: return false
    }
  }

  func check(_ messages: [JSONValue]) throws(FuzzTarget.Finding) {
    var given: [[UInt8]: Int] = [:]
    var count = 0
    for message in messages {
      // Progress is no answer.
      if message.kind == .object, message["method"] != nil { continue }
      count += 1
      let parts = message.kind == .array ? message.elements : [message]
      for part in parts {
        try require(
          (part["result"] == nil) != (part["error"] == nil),
          "neither result nor error: \(String(decoding: part.rawBytes, as: UTF8.self))")
        given[part["id"]?.rawBytes ?? [], default: 0] += 1
      }
    }
    try require(count == answers, "\(count) answers, not \(answers)")
    let null = Array("null".utf8)
    for (id, asked) in requests where id != null {
      let answered = given[id] ?? 0
      let name = String(decoding: id, as: UTF8.self)
      try require(answered >= 1 && answered <= asked, "\(name) was asked \(asked) times and answered \(answered)")
    }
    for id in given.keys where id != null {
      try require(requests[id] != nil, "an answer to nothing: \(String(decoding: id, as: UTF8.self))")
    }
  }
}
