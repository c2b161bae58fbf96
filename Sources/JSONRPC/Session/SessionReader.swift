import JSON
import Synchronization

/// The reading side of a session: bytes in, calls made, quick answers out. It belongs to the one thread that reads, and
/// never waits: not for work, not for the network, not for anyone to take an answer.
package final class SessionReader {
  /// How the other side ended the conversation before its input did.
  package enum Exit: Sendable {
    /// `exit` after `shutdown`.
    case asAgreed
    /// `exit` without `shutdown`.
    case withoutShutdown
  }

  private let session: Session
  private let buffer = InputBuffer()
  private let json: JSONReader
  private let warn: (String) -> Void
  /// What is spoken now.
  private var dialect: Dialect
  private var decoder: FrameDecoder
  private var unreadable = 0
  /// Room for the answer being written, lent to whoever writes it.
  private var answerRoom = JSONWriter()
  /// The frames that wait for the end of what has been read.
  private var outgoing: [UInt8] = []
  /// The ids met in the batch being handled: its answers go out together, so all of them are under way.
  private var batchIDs: Set<RequestID> = []
  /// Whether more may be answered; asked now and then while there is much to answer.
  package var mayGoOn: () -> Bool = { true }
  /// Messages that have been read wait until more may be answered, and `goOn` is called.
  package private(set) var isHeldBack = false
  /// How much has been answered since `mayGoOn` was asked, in bytes.
  private var answeredBytes = 0
  private var hasEnded = false
  private static let mostAnsweredAtOnce = 64 * 1024

  /// Set once `exit` has been read; nothing after it is looked at.
  package private(set) var exit: Exit?

  private static let idName: JSONName = "id"
  private static let requestIDName: JSONName = "requestId"

  /// A reader for that session; `warn` takes lines for the log.
  package init(_ session: Session, framing: Framing? = nil, warn: @escaping (String) -> Void = { _ in }) {
    self.session = session
    self.warn = warn
    dialect = session.dialect
    json = JSONReader(maximumDepth: session.limits.nesting)
    decoder = FrameDecoder(
      framing: framing, maximumMessageBytes: session.limits.messageBytes,
      maximumHeaderBytes: session.limits.headerBytes)
    if let framing { session.framing = framing }
  }

  /// Takes what `fill` puts into the memory it is given, and handles every message that is now complete.
  package func receive(_ fill: (UnsafeMutableRawBufferPointer) -> Int) {
    buffer.append(fill)
    process(ended: false)
  }

  /// Takes bytes and handles every message that is now complete.
  package func receive(_ bytes: UnsafeBufferPointer<UInt8>) {
    buffer.append(bytes)
    process(ended: false)
  }

  /// Handles what was held back, or as much of it as may be answered now.
  package func goOn() { process(ended: hasEnded) }

  /// The input has ended: a last message without its line end counts.
  package func receiveEnd() {
    hasEnded = true
    process(ended: true)
  }

  private func process(ended: Bool) {
    // Passed on from here: a member of an object is checked for overlapping use each time it is touched.
    var answer = JSONWriter(capacity: 0)
    swap(&answer, &answerRoom)
    defer { swap(&answer, &answerRoom) }
    isHeldBack = false
    while exit == nil {
      if answeredBytes >= Self.mostAnsweredAtOnce {
        flush()
        answeredBytes = 0
        if !mayGoOn() {
          isHeldBack = true
          return
        }
      }
      let event = decoder.next(buffer, ended: ended)
      if let framing = decoder.framing { session.framing = framing }
      switch event {
      case .none:
        flush()
        return
      case .fault(let fault):
        answerUnreadable(.framing(fault), &answer)
      case .message(let bytes):
        handle(bytes, &answer)
      }
    }
    flush()
  }

  private func flush() {
    session.order?.flush()
    guard !outgoing.isEmpty else { return }
    session.output.send(outgoing)
    outgoing.removeAll(keepingCapacity: true)
  }

  /// Lets an answer that is ready out with the next flush, or keeps it for its turn. Without bytes it is none.
  private func give(_ message: UnsafeBufferPointer<UInt8>, at place: Int? = nil) {
    answeredBytes += message.count
    if let order = session.order {
      order.fill(place ?? order.reserve(), message.isEmpty ? [] : session.framed(message))
    } else if !message.isEmpty {
      FrameEncoder.append(message, framing: session.framing, to: &outgoing)
    }
  }

  private func give(_ answer: borrowing JSONWriter) { answer.withBytes { give($0) } }

  // MARK: Messages

  private func handle(_ bytes: UnsafeBufferPointer<UInt8>, _ answer: inout JSONWriter) {
    defer { if bytes.count > 64 * 1024 { json.shrink(toBytes: 4 * 1024 * 1024) } }
    let root: JSONCursor
    do throws(JSONParseError) {
      root = try json.read(bytes)
    } catch {
      decoder.lastMessageFailed()
      answerUnreadable(.parseError(error), &answer)
      return
    }
    unreadable = 0
    if root.kind == .array {
      handleBatch(root, &answer)
    } else {
      answer.removeAll()
      if handleSingle(root, in: nil, &answer) { give(answer) }
    }
  }

  /// What cannot be read is answered once, with a null id; endless garbage, at some point, not at all.
  private func answerUnreadable(_ error: ErrorObject, _ answer: inout JSONWriter) {
    unreadable += 1
    guard unreadable <= session.limits.unreadableInARow else {
      if unreadable == session.limits.unreadableInARow + 1 {
        warn("\(unreadable) messages in a row could not be read: no more of them are answered until one can")
      }
      return
    }
    answer.removeAll()
    writeError(error, id: nil, &answer)
    give(answer)
  }

  private func handleBatch(_ array: JSONCursor, _ answer: inout JSONWriter) {
    answer.removeAll()
    guard array.count > 0 else {
      writeError(.invalidRequest("A batch holds at least one message.", reason: "emptyBatch"), id: nil, &answer)
      give(answer)
      return
    }
    guard array.count <= session.limits.batchMessages else {
      let limit = session.limits.batchMessages
      writeError(.invalidRequest("A batch holds at most \(limit) messages.", reason: "batchTooLarge"), id: nil, &answer)
      give(answer)
      return
    }
    let batch = BatchCollector(place: session.order?.reserve())
    defer { batchIDs.removeAll() }
    array.forEachElement { element in
      answer.removeAll()
      if handleSingle(element, in: batch, &answer) { batch.add(answer.bytes) }
    }
    if let whole = batch.seal() { whole.withUnsafeBufferPointer { give($0, at: batch.place) } }
  }

  /// Handles one message; whether `answer` now holds an answer to it.
  private func handleSingle(
    _ value: JSONCursor, in batch: BatchCollector?, _ answer: inout JSONWriter
  ) -> Bool {
    switch Message(value, maximumIDBytes: session.limits.idBytes) {
    case .request(let id, let method, let params):
      return handleRequest(id, method, params, in: batch, &answer)
    case .notification(let method, let params):
      handleNotification(method, params)
      return false
    case .response:
      return false
    case .invalid(let id, let error):
      // Under the id of a request that is under way, the error would pass for the answer to that one.
      writeError(error, id: id.flatMap { isTaken(RequestID($0), in: batch) ? nil : $0 }, &answer)
      return true
    }
  }

  private func handleRequest(
    _ id: JSONCursor, _ method: JSONCursor, _ params: JSONCursor?, in batch: BatchCollector?,
    _ answer: inout JSONWriter
  ) -> Bool {
    let requestID = mayBeTaken(in: batch) ? RequestID(id) : nil
    if let requestID, isTaken(requestID, in: batch) {
      writeError(
        .invalidRequest("A request with this id is still under way.", reason: "duplicateId"), id: nil, &answer)
      return true
    }
    // Null is what clients send who do not tell their requests apart.
    if batch != nil, id.kind != .null, let requestID { batchIDs.insert(requestID) }
    beginAnswer(id, &answer)
    let mark = answer.count
    do throws(ErrorObject) {
      if session.isShutDown {
        throw .invalidRequest("The session was shut down; only \"exit\" may follow.", reason: "shutDown")
      }
      if method.isString("shutdown") {
        session.shutDown()
        answer.name("result")
        if dialect.shutdownAnswersNull {
          answer.null()
        } else {
          answer.beginObject()
          answer.endObject()
        }
      } else {
        guard let method = dialect.methods.find(method) else { throw dialect.methods.unknownMethod(method) }
        answer.literal(",\"result\":")
        switch try method.handler(Call(params: params, session: session), &answer) {
        case .answered: break
        case .answeredSwitching(let next): dialect = next
        case .work(let kind, let work):
          try session.start(requestID ?? RequestID(id), of: method, in: batch, kind: kind, work)
          return false
        case .waiting(let wait):
          try session.start(requestID ?? RequestID(id), of: method, in: batch, waiting: wait)
          return false
        }
      }
    } catch {
      answer.truncate(to: mark)
      answer.name("error")
      error.write(to: &answer)
    }
    answer.endObject()
    return true
  }

  /// Whether there is any id that a request could have taken: without, none has to be made.
  private func mayBeTaken(in batch: BatchCollector?) -> Bool {
    batch != nil || session.inFlightCount.load(ordering: .acquiring) > 0
  }

  private func isTaken(_ id: RequestID, in batch: BatchCollector?) -> Bool {
    batch != nil && batchIDs.contains(id) || session.state.withLock { $0.inFlight.contains(id) }
  }

  private func handleNotification(_ method: JSONCursor, _ params: JSONCursor?) {
    if method.isString("exit") {
      exit = session.isShutDown ? .asAgreed : .withoutShutdown
    } else if method.isString("$/cancelRequest") {
      cancel(params?[Self.idName])
    } else if method.isString("notifications/cancelled") {
      cancel(params?[Self.requestIDName])
    } else if let known = dialect.methods.find(method) {
      guard known.allowsNotification, !session.isShutDown else {
        warn("\(known.name) was sent without an id and therefore not carried out")
        return
      }
      // Whatever it writes, or throws, stays here: a notification is never answered.
      var unsent = JSONWriter()
      _ = try? known.handler(Call(params: params, session: session), &unsent)
    }
  }

  private func cancel(_ id: JSONCursor?) {
    guard let id, RequestID.isID(id.kind) else { return }
    session.cancel(RequestID(id))
  }

  // MARK: Answers

  private func beginAnswer(_ id: JSONCursor?, _ answer: inout JSONWriter) {
    answer.literal("{\"jsonrpc\":\"2.0\",\"id\":")
    if let id { answer.raw(id.rawText) } else { answer.null() }
  }

  private func writeError(_ error: ErrorObject, id: JSONCursor?, _ answer: inout JSONWriter) {
    beginAnswer(id, &answer)
    answer.name("error")
    error.write(to: &answer)
    answer.endObject()
  }
}
