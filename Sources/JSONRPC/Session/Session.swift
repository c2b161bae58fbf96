package import JSON
package import Synchronization

/// One conversation: what is under way in it, and how answers and notifications get out.
///
/// A ``SessionReader`` feeds it from the reading thread; the work of requests that take time runs on the executor.
package final class Session: Sendable {
  struct State {
    var inFlight = InFlightTable()
    /// How many answers have left the table and are not sent yet.
    var beingSent = 0
    var isEnding = false

    var isIdle: Bool { inFlight.isEmpty && beingSent == 0 }
  }

  /// What is spoken until a method switches to something else.
  let dialect: Dialect
  package let limits: SessionLimits
  let output: any MessageOutput
  /// Where answers wait for their turn; nil where they go out as they come.
  let order: AnswerOrder?
  private let executor: any TaskExecutor
  let state = Monitor(State())
  /// How many requests are under way: lets the reader skip the table where it is empty.
  package let inFlightCount = Atomic<Int>(0)
  private let framingIndex = Atomic<Int>(0)
  private let shutDownFlag = Atomic<Bool>(false)

  /// - Parameter orderedWithin: answers go out in the order of their requests, and as many bytes of them may wait for
  ///   their turn before reading is held back; nil lets them out as they come.
  package init(
    dialect: Dialect, limits: SessionLimits, output: any MessageOutput, executor: any TaskExecutor,
    orderedWithin maximumKeptBytes: Int? = nil
  ) {
    self.dialect = dialect
    self.limits = limits
    self.output = output
    self.executor = executor
    order = maximumKeptBytes.map { AnswerOrder(output: output, maximumKeptBytes: $0) }
  }

  /// A session that speaks these methods and no other dialect.
  package convenience init(
    methods: MethodTable, limits: SessionLimits, output: any MessageOutput, executor: any TaskExecutor,
    orderedWithin maximumKeptBytes: Int? = nil
  ) {
    self.init(
      dialect: Dialect(methods: methods), limits: limits, output: output, executor: executor,
      orderedWithin: maximumKeptBytes)
  }

  /// The framing of what goes out: that of what came in. The reader sets it before it handles the first message.
  package internal(set) var framing: Framing {
    get { Framing.allCases[framingIndex.load(ordering: .relaxed)] }
    set {
      framingIndex.store(Framing.allCases.firstIndex(of: newValue) ?? 0, ordering: .relaxed)
    }
  }

  /// `shutdown` has been read: no request is taken any more.
  var isShutDown: Bool { shutDownFlag.load(ordering: .relaxed) }

  func shutDown() { shutDownFlag.store(true, ordering: .relaxed) }

  // MARK: Going out

  /// Sends a notification.
  package func notify(_ method: StaticString, params: (inout JSONWriter) -> Void) {
    var message = JSONWriter()
    message.literal("{\"jsonrpc\":\"2.0\",\"method\":")
    message.string(UnsafeBufferPointer(start: method.utf8Start, count: method.utf8CodeUnitCount))
    message.name("params")
    params(&message)
    message.endObject()
    output.send(message.withBytes(framed))
  }

  /// Sends an answer, or keeps it until the place that was taken for it has its turn. Without bytes it is none.
  private func send(_ message: consuming JSONWriter, at place: Int?) {
    if message.count > 0 { FrameEncoder.frame(&message, framing: framing) }
    if let order, let place {
      order.fill(place, message.bytes)
      order.flush()
    } else if message.count > 0 {
      message.withBytes { output.send($0) }
    }
  }

  /// One message in the session's framing.
  func framed(_ message: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var frame: [UInt8] = []
    frame.reserveCapacity(message.count + 32)
    FrameEncoder.append(message, framing: framing, to: &frame)
    return frame
  }

  /// Whether so few answers are kept for their turn that more may be read.
  package var hasRoom: Bool { order?.hasRoom ?? true }

  /// Waits while more answers are kept for their turn than may be. Never where they go out as they come.
  package func waitForRoom() { order?.waitForRoom() }

  /// Does what answers no request, such as finding out what is then told unasked. The end of the input waits for it.
  package func onTheSide(_ work: @escaping @Sendable () async -> Void) {
    state.change { $0.beingSent += 1 }
    // Not on the executor, which may be the one thread that all the network's work is done on.
    Task.detached { [self] in
      await work()
      state.change { $0.beingSent -= 1 }
    }
  }

  // MARK: Work that takes time

  /// Starts the work of a request, or says why not.
  func start(
    _ id: RequestID, of method: Method, in batch: BatchCollector?, kind: Method.Work,
    _ work: @escaping @Sendable () async throws(ErrorObject) -> Method.Completion
  ) throws(ErrorObject) {
    let refused: ErrorObject? = state.withLock { state in
      if let refusal = refusal(of: kind, state) { return refusal }
      let serial = state.inFlight.nextSerial
      // Before its entry, which it cannot miss: it is looked for under the lock.
      let task = Task(executorPreference: executor) { [self] in
        do throws(ErrorObject) {
          switch try await work() {
          case .result(let result): finish(id, .success(result))
          case .waiting(let kind, let wait): goOn(id, serial, kind: kind, waiting: wait)
          }
        } catch {
          finish(id, .failure(error))
        }
      }
      insert(id, of: method, in: batch, kind, .task(task), &state)
      return nil
    }
    if let refused { throw refused }
  }

  /// Starts what waits without a task, or says why not.
  func start(
    _ id: RequestID, of method: Method, in batch: BatchCollector?, kind: Method.Work, waiting wait: Method.Wait
  ) throws(ErrorObject) {
    let taken: Result<Int, ErrorObject> = state.withLock { state in
      if let refusal = refusal(of: kind, state) { return .failure(refusal) }
      defer { insert(id, of: method, in: batch, kind, .beginning, &state) }
      return .success(state.inFlight.nextSerial)
    }
    let serial = try taken.get()
    begin(wait, for: id, serial)
  }

  /// Why nothing of that kind is begun now.
  private func refusal(of kind: Method.Work, _ state: borrowing State) -> ErrorObject? {
    if state.isEnding { return .shuttingDown }
    guard kind != .waits, state.inFlight.counted >= limits.requestsInFlight else { return nil }
    return .busy(limit: limits.requestsInFlight)
  }

  private func insert(
    _ id: RequestID, of method: Method, in batch: BatchCollector?, _ work: Method.Work,
    _ effort: InFlightTable.Effort, _ state: inout State
  ) {
    let destination =
      batch.map { InFlightTable.Destination.batch($0, place: $0.reserve()) } ?? .stream(place: order?.reserve())
    state.inFlight.insert(id, destination, work, answersCancelled: method.answersCancelled, effort)
    inFlightCount.store(state.inFlight.count, ordering: .releasing)
  }

  /// The work of a request is done, and it waits from now on.
  private func goOn(_ id: RequestID, _ serial: Int, kind: Method.Work, waiting wait: Method.Wait) {
    let (isThere, isEnding) = state.withLock { ($0.inFlight.becomeWait(id, serial, kind), $0.isEnding) }
    guard isThere else { return }
    // The mere waits have been ended already.
    if isEnding, kind == .waits { return finish(id, .failure(.shuttingDown)) }
    begin(wait, for: id, serial)
  }

  /// Begins to wait; at that moment nobody can end it yet, so that has to be made up for.
  private func begin(_ wait: Method.Wait, for id: RequestID, _ serial: Int) {
    let end = wait { [self] outcome in finish(id, outcome) }
    if state.withLock({ $0.inFlight.setWait(end, for: id, serial) }) { end() }
  }

  /// Answers a request, unless it has been answered.
  private func finish(_ id: RequestID, _ outcome: Result<[UInt8], ErrorObject>) {
    let entry: InFlightTable.Entry? = state.withLock { state in
      guard let entry = state.inFlight.remove(id) else { return nil }
      inFlightCount.store(state.inFlight.count, ordering: .releasing)
      // Out of the table first, so that whoever has read the answer may use the id again.
      state.beingSent += 1
      return entry
    }
    guard let entry else { return }
    answer(id, entry, outcome)
    state.change { $0.beingSent -= 1 }
  }

  private func answer(_ id: RequestID, _ entry: InFlightTable.Entry, _ outcome: Result<[UInt8], ErrorObject>) {
    let message = Self.message(id, entry, outcome)
    switch entry.destination {
    case .stream(let place):
      send(message, at: place)
    case .batch(let batch, let place):
      if let whole = batch.fill(place, message.bytes) { send(JSONWriter(appendingTo: whole), at: batch.place) }
    }
  }

  /// The answer; nothing, where a request that was cancelled gets none.
  private static func message(
    _ id: RequestID, _ entry: InFlightTable.Entry, _ outcome: Result<[UInt8], ErrorObject>
  ) -> JSONWriter {
    if entry.isCancelled && !entry.answersCancelled { return JSONWriter(capacity: 0) }
    var message = JSONWriter(capacity: id.bytes.count + ((try? outcome.get().count) ?? 256) + 64)
    message.literal("{\"jsonrpc\":\"2.0\",\"id\":")
    message.raw(id.bytes)
    switch outcome {
    case .success(let result):
      message.literal(",\"result\":")
      message.raw(result)
    case .failure(let error):
      message.literal(",\"error\":")
      // A cancel that was asked for is what the caller is told, unless the work knows more about it.
      let isCancel = error.code == .requestCancelled
      (entry.isCancelled && !isCancel ? .cancelled : error).write(to: &message)
    }
    message.endObject()
    return message
  }

  /// Cancels the request of that id, if it is under way. It is answered all the same, but for methods that say they do
  /// not.
  func cancel(_ id: RequestID) {
    state.withLock { $0.inFlight.cancel(id) }?.cancel()
  }

  // MARK: Ending

  /// Waits until nothing is under way any more and every answer is sent, for at most `timeout`; whether it came to that.
  package func drain(for timeout: Duration) -> Bool {
    state.wait(for: timeout) { $0.isIdle ? true : nil } ?? false
  }

  /// Takes no further work, cancels what is under way and answers it with `shuttingDown`.
  package func end() { end { _ in true } }

  /// Takes no further work and ends the mere waits, which change nothing anywhere; the rest goes on.
  package func endWaits() { end { !$0.counts } }

  private func end(_ isToEnd: (InFlightTable.Entry) -> Bool) {
    let left = state.change { state in
      state.isEnding = true
      defer { inFlightCount.store(state.inFlight.count, ordering: .releasing) }
      let left = state.inFlight.removeAll(where: isToEnd)
      state.beingSent += left.count
      return left
    }
    for (id, entry) in left {
      entry.effort.cancel()
      answer(id, entry, .failure(entry.work == .changes ? .givenUp : .shuttingDown))
    }
    state.change { $0.beingSent -= left.count }
  }
}
