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
  private var work: Work
  private var unreadable = 0
  /// The ids met in the batch being handled: its answers go out together, so all of them are under way.
  private var batchIDs: Set<RequestID> = []
  /// Whether more may be answered; asked now and then while there is much to answer.
  package var mayGoOn: () -> Bool = { true }
  /// Messages that have been read wait until more may be answered, and `goOn` is called.
  package private(set) var isHeldBack = false
  private var hasEnded = false
  private static let mostAnsweredAtOnce = 64 * 1024

  /// Set once `exit` has been read; nothing after it is looked at.
  package private(set) var exit: Exit?

  /// What changes with each message. It is passed on from function to function: a member of an object is checked for
  /// overlapping use each time it is touched.
  private struct Work: ~Copyable {
    var decoder: FrameDecoder
    /// What is spoken now.
    var dialect: Dialect
    /// The frames that wait for the end of what has been read, and behind them the answer that is being written: it
    /// need not be copied to wait with them.
    var answer = JSONWriter()
    /// Where the answer begins.
    var answerStart = 0
    /// How much has been answered since `mayGoOn` was asked, in bytes.
    var answeredBytes = 0

    /// Forgets the answer that is being written.
    mutating func forgetAnswer() {
      guard answerStart > 0 else { return answer.removeAll() }
      answer.truncate(to: answerStart)
    }

    /// Lends the answer.
    func withAnswer<T>(_ body: (UnsafeBufferPointer<UInt8>) -> T) -> T {
      answer.withBytes { body(UnsafeBufferPointer(rebasing: $0[answerStart...])) }
    }

    /// Puts the answer among the frames that wait.
    mutating func keepAnswer(_ framing: Framing) {
      FrameEncoder.frame(&answer, from: answerStart, framing: framing)
      answerStart = answer.count
    }
  }

  private static let idName: JSONName = "id"
  private static let requestIDName: JSONName = "requestId"

  /// A reader for that session; `warn` takes lines for the log.
  package init(_ session: Session, framing: Framing? = nil, warn: @escaping (String) -> Void = { _ in }) {
    self.session = session
    self.warn = warn
    json = JSONReader(maximumDepth: session.limits.nesting)
    let decoder = FrameDecoder(
      framing: framing, maximumMessageBytes: session.limits.messageBytes,
      maximumHeaderBytes: session.limits.headerBytes)
    work = Work(decoder: decoder, dialect: session.dialect)
    if let framing { session.framing = framing }
  }

  /// Takes what `fill` puts into the memory it is given, and handles every message that is now complete.
  package func receive(_ fill: (UnsafeMutableRawBufferPointer) -> Int) {
    buffer.append(fill)
    process(&work, ended: false)
  }

  /// Takes bytes and handles every message that is now complete.
  package func receive(_ bytes: UnsafeBufferPointer<UInt8>) {
    buffer.append(bytes)
    process(&work, ended: false)
  }

  /// Handles what was held back, or as much of it as may be answered now.
  package func goOn() { process(&work, ended: hasEnded) }

  /// The input has ended: a last message without its line end counts.
  package func receiveEnd() {
    hasEnded = true
    process(&work, ended: true)
  }

  private func process(_ work: inout Work, ended: Bool) {
    isHeldBack = false
    while exit == nil {
      if work.answeredBytes >= Self.mostAnsweredAtOnce {
        flush(&work)
        work.answeredBytes = 0
        if !mayGoOn() {
          isHeldBack = true
          return
        }
      }
      let event = work.decoder.next(buffer, ended: ended)
      if let framing = work.decoder.framing { session.framing = framing }
      switch event {
      case .none:
        flush(&work)
        return
      case .fault(let fault):
        answerUnreadable(.framing(fault), &work)
      case .message(let bytes):
        handle(bytes, &work)
      }
    }
    flush(&work)
  }

  private func flush(_ work: inout Work) {
    session.order?.flush()
    guard work.answerStart > 0 else { return }
    work.forgetAnswer()
    work.answer.withBytes { session.output.send($0) }
    work.answer.removeAll()
    work.answerStart = 0
  }

  /// Lets the answer that is ready out with the next flush, or keeps it for its turn.
  private func giveAnswer(_ work: inout Work) {
    work.answeredBytes += work.answer.count - work.answerStart
    guard session.order == nil else { return work.withAnswer { keep($0) } }
    work.keepAnswer(session.framing)
  }

  /// The same for an answer that is not in `work`.
  private func give(_ message: UnsafeBufferPointer<UInt8>, at place: Int?, _ work: inout Work) {
    work.answeredBytes += message.count
    guard session.order == nil else { return keep(message, at: place) }
    guard !message.isEmpty else { return }
    work.forgetAnswer()
    work.answer.literal(message)
    work.keepAnswer(session.framing)
  }

  /// Keeps an answer for its turn. Without bytes it is none.
  private func keep(_ message: UnsafeBufferPointer<UInt8>, at place: Int? = nil) {
    guard let order = session.order else { return }
    order.fill(place ?? order.reserve(), message.isEmpty ? [] : session.framed(message))
  }

  // MARK: Messages

  private func handle(_ bytes: UnsafeBufferPointer<UInt8>, _ work: inout Work) {
    defer { if bytes.count > 64 * 1024 { json.shrink(toBytes: 4 * 1024 * 1024) } }
    let root: JSONCursor
    do throws(JSONParseError) {
      root = try json.read(bytes)
    } catch {
      work.decoder.lastMessageFailed()
      answerUnreadable(.parseError(error), &work)
      return
    }
    unreadable = 0
    if root.kind == .array {
      handleBatch(root, &work)
    } else {
      work.forgetAnswer()
      if handleSingle(root, in: nil, &work) { giveAnswer(&work) }
    }
  }

  /// What cannot be read is answered once, with a null id; endless garbage, at some point, not at all.
  private func answerUnreadable(_ error: ErrorObject, _ work: inout Work) {
    unreadable += 1
    guard unreadable <= session.limits.unreadableInARow else {
      if unreadable == session.limits.unreadableInARow + 1 {
        warn("\(unreadable) messages in a row could not be read: no more of them are answered until one can")
      }
      return
    }
    work.forgetAnswer()
    writeError(error, id: nil, &work.answer)
    giveAnswer(&work)
  }

  private func handleBatch(_ array: JSONCursor, _ work: inout Work) {
    work.forgetAnswer()
    guard array.count > 0 else {
      writeError(.invalidRequest("A batch holds at least one message.", reason: "emptyBatch"), id: nil, &work.answer)
      giveAnswer(&work)
      return
    }
    guard array.count <= session.limits.batchMessages else {
      let limit = session.limits.batchMessages
      let error = ErrorObject.invalidRequest("A batch holds at most \(limit) messages.", reason: "batchTooLarge")
      writeError(error, id: nil, &work.answer)
      giveAnswer(&work)
      return
    }
    let batch = BatchCollector(place: session.order?.reserve())
    defer { batchIDs.removeAll() }
    array.forEachElement { element in
      work.forgetAnswer()
      if handleSingle(element, in: batch, &work) { batch.add(work.withAnswer { Array($0) }) }
    }
    if let whole = batch.seal() { whole.withUnsafeBufferPointer { give($0, at: batch.place, &work) } }
  }

  /// Handles one message; whether `answer` now holds an answer to it.
  private func handleSingle(
    _ value: JSONCursor, in batch: BatchCollector?, _ work: inout Work
  ) -> Bool {
    switch Message(value, maximumIDBytes: session.limits.idBytes) {
    case .request(let id, let method, let params):
      return handleRequest(id, method, params, in: batch, &work)
    case .notification(let method, let params):
      handleNotification(method, params, work.dialect)
      return false
    case .response:
      return false
    case .invalid(let id, let error):
      // Under the id of a request that is under way, the error would pass for the answer to that one.
      writeError(error, id: id.flatMap { isTaken(RequestID($0), in: batch) ? nil : $0 }, &work.answer)
      return true
    }
  }

  private func handleRequest(
    _ id: JSONCursor, _ method: JSONCursor, _ params: JSONCursor?, in batch: BatchCollector?,
    _ work: inout Work
  ) -> Bool {
    let requestID = mayBeTaken(in: batch) ? RequestID(id) : nil
    if let requestID, isTaken(requestID, in: batch) {
      writeError(
        .invalidRequest("A request with this id is still under way.", reason: "duplicateId"), id: nil, &work.answer)
      return true
    }
    // Null is what clients send who do not tell their requests apart.
    if batch != nil, id.kind != .null, let requestID { batchIDs.insert(requestID) }
    beginAnswer(id, &work.answer)
    let mark = work.answer.count
    do throws(ErrorObject) {
      if session.isShutDown {
        throw .invalidRequest("The session was shut down; only \"exit\" may follow.", reason: "shutDown")
      }
      if method.isString("shutdown") {
        session.shutDown()
        work.answer.name("result")
        if work.dialect.shutdownAnswersNull {
          work.answer.null()
        } else {
          work.answer.beginObject()
          work.answer.endObject()
        }
      } else {
        // Lent by the table that the dialect holds, which is another one only after the call.
        guard let method = work.dialect.methods.find(method) else { throw work.dialect.methods.unknownMethod(method) }
        work.answer.literal(",\"result\":")
        switch try method.pointee.handle(Call(params: params, session: session), &work.answer) {
        case .answered: break
        case .answeredSwitching(let next): work.dialect = next
        case .work(let kind, let work):
          try session.start(requestID ?? RequestID(id), of: method.pointee.method, in: batch, kind: kind, work)
          return false
        case .waiting(let kind, let wait):
          try session.start(requestID ?? RequestID(id), of: method.pointee.method, in: batch, kind: kind, waiting: wait)
          return false
        }
      }
    } catch {
      work.answer.truncate(to: mark)
      work.answer.name("error")
      error.write(to: &work.answer)
    }
    work.answer.endObject()
    return true
  }

  /// Whether there is any id that a request could have taken: without, none has to be made.
  private func mayBeTaken(in batch: BatchCollector?) -> Bool {
    batch != nil || session.inFlightCount.load(ordering: .acquiring) > 0
  }

  private func isTaken(_ id: RequestID, in batch: BatchCollector?) -> Bool {
    batch != nil && batchIDs.contains(id) || session.state.withLock { $0.inFlight.contains(id) }
  }

  private func handleNotification(_ method: JSONCursor, _ params: JSONCursor?, _ dialect: Dialect) {
    if method.isString("exit") {
      exit = session.isShutDown ? .asAgreed : .withoutShutdown
    } else if method.isString("$/cancelRequest") {
      cancel(params?[Self.idName])
    } else if method.isString("notifications/cancelled") {
      cancel(params?[Self.requestIDName])
    } else if let known = dialect.methods.find(method)?.pointee.method {
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
