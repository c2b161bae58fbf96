import FlowService
import JSON
import Synchronization

/// The connection specs in use, each read and compiled once.
///
/// Without a way to Flow Service it has those of the catalogue, and never waits. With one, a spec that is not in memory,
/// or has been there for too long, is fetched: by one task at a time for each id, while those who want it wait together,
/// no longer than they have patience for. What cannot be had from the service comes from an older copy, else from the
/// catalogue.
package final class ConnectionSpecStore: Sendable {
  /// Whether a connection spec can be had without waiting.
  enum AtHand {
    /// This one, or certainly none.
    case known(FoundSpec?)
    /// It has to be waited for. The place is to be held for as long as that takes.
    case toFetch(WaitingPlace)
  }

  /// What waiting for a connection spec came to.
  struct Obtained: Sendable {
    var found: FoundSpec?
    /// Why it did not come from Flow Service.
    var error: FlowServiceError?
  }

  fileprivate struct Entry {
    /// In lower case.
    let id: [UInt8]
    let bundled: ConnectionSpec?
    var copy: LiveConnectionSpecs.Copy?
    var isFetching = false
    /// Before this moment of the time source the service is not asked again.
    var notBefore: Duration?
    var lastError: FlowServiceError?
    var waiting: [Int: Waiter] = [:]
  }

  fileprivate struct Waiter {
    let continuation: CheckedContinuation<Obtained, Never>
    /// Ends its patience.
    let timer: Task<Void, Never>

    func resume(_ obtained: Obtained) {
      timer.cancel()
      continuation.resume(returning: obtained)
    }
  }

  fileprivate struct State {
    // Few specs are in use in one process, so a list that is searched by bytes beats hashing the id.
    var entries: [Entry] = []
    var nextWaiter = 0
  }

  private let live: LiveConnectionSpecs?
  private let state = Mutex(State())
  private let waiting = WaitingPlace.Count()

  package init(_ live: LiveConnectionSpecs? = nil) {
    self.live = live
  }

  // MARK: Without waiting

  /// The connection spec of that id as far as it is known here, however old; nil if none is.
  func spec(_ id: UnsafeBufferPointer<UInt8>) -> ConnectionSpec? {
    state.withLock { state in
      guard let index = state.entry(id, mostHeld: mostHeld) else { return nil }
      return specInMemory(index, state)
    }
  }

  /// The connection spec of that id, a UUID, if it can be had at once; nil also if there certainly is none. `options` are
  /// asked for only if it may have to be fetched.
  func known(_ id: UnsafeBufferPointer<UInt8>, _ options: () -> CallOptions) -> FoundSpec? {
    state.withLock { state in
      let index = state.entry(id, mostHeld: mostHeld)
      return mustFetch(index, state, options) ? nil : inMemory(index, state)
    }
  }

  /// Whether the connection spec of that id, a UUID, can be had at once. `options` are asked for only if it may have to be
  /// fetched.
  func atHand(_ id: UnsafeBufferPointer<UInt8>, _ options: () -> CallOptions) -> AtHand {
    state.withLock { state in
      // Of what the catalogue does not know no entry is made before it is fetched.
      let index = state.entry(id, mostHeld: mostHeld)
      if !mustFetch(index, state, options) { return .known(inMemory(index, state)) }
      // Bodies that wait fill the memory, and whoever validates in bulk is not to be sent away: beyond a bound they make
      // do with what there is.
      return WaitingPlace.take(waiting, most: live?.policy.mostWaiting ?? 0).map(AtHand.toFetch)
        ?? .known(inMemory(index, state))
    }
  }

  // By its place and not as a value: an entry is large, and this happens with each body.
  private func mustFetch(_ index: Int?, _ state: borrowing State, _ options: () -> CallOptions) -> Bool {
    guard let live else { return false }
    if let index {
      if let copy = state.entries[index].copy, live.ageIfFresh(copy) != nil { return false }
      if let notBefore = state.entries[index].notBefore, live.time.now < notBefore { return false }
    }
    return live.client.isConfigured(options())
  }

  // In two steps: `copy?.spec ??` would copy the entry.
  private func specInMemory(_ index: Int, _ state: borrowing State) -> ConnectionSpec? {
    if let copy = state.entries[index].copy { return copy.spec }
    return state.entries[index].bundled
  }

  /// What there is without asking the service, or when it gives nothing.
  private func inMemory(_ index: Int?, _ state: borrowing State) -> FoundSpec? {
    guard let index else { return nil }
    if let copy = state.entries[index].copy {
      return FoundSpec(spec: copy.spec, origin: .cache, age: live?.age(copy))
    }
    return state.entries[index].bundled.map { FoundSpec(spec: $0, origin: .bundled) }
  }

  private var mostHeld: Int { live?.policy.mostHeld ?? 256 }

  // MARK: Waiting

  /// The connection spec of that id, a UUID, fetched if that has to be. Waits for as long as there is patience, and no
  /// longer than the options allow.
  func obtain(_ id: String, options: CallOptions = .standard) async -> Obtained {
    let bytes = Array(id.utf8.map(UUIDText.lowered))
    let number = state.withLock { state in
      state.nextWaiter += 1
      return state.nextWaiter
    }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        wait(continuation, number, bytes, options)
      }
    } onCancel: {
      giveUp(number, bytes, after: nil)
    }
  }

  private func wait(
    _ continuation: CheckedContinuation<Obtained, Never>, _ number: Int, _ id: [UInt8], _ options: CallOptions
  ) {
    enum Step {
      case answer(Obtained)
      case wait(fetch: (held: LiveConnectionSpecs.Copy?, catalogue: ConnectionSpec?)?)
    }
    let step: Step = state.withLock { state in
      let index = state.madeEntry(id, mostHeld: mostHeld)
      let entry = state.entries[index]
      if !mustFetch(index, state, { options }) {
        return .answer(Obtained(found: inMemory(index, state), error: entry.lastError))
      }
      // Whoever was cancelled before this has had nobody to tell.
      if Task.isCancelled { return .answer(Obtained(found: inMemory(index, state))) }
      state.entries[index].waiting[number] = Waiter(continuation: continuation, timer: timer(number, id, options))
      if entry.isFetching { return .wait(fetch: nil) }
      state.entries[index].isFetching = true
      return .wait(fetch: (entry.copy, entry.bundled))
    }
    switch step {
    case .answer(let obtained): continuation.resume(returning: obtained)
    case .wait(let fetch):
      guard let fetch, let live else { return }
      let text = String(decoding: id, as: UTF8.self)
      Task(executorPreference: live.executor) {
        let outcome = await live.fetch(
          text, held: fetch.held, catalogue: fetch.catalogue, sandboxName: options.sandboxName)
        self.settle(id, outcome)
      }
    }
  }

  private func timer(_ number: Int, _ id: [UInt8], _ options: CallOptions) -> Task<Void, Never> {
    Task(executorPreference: live?.executor) { [live] in
      guard let live else { return }
      let limit = min(live.policy.patience, options.timeout ?? live.policy.patience)
      guard (try? await live.time.sleep(for: limit)) != nil else { return }
      self.giveUp(number, id, after: limit)
    }
  }

  /// Lets one waiter go with what there is. When its time has passed, others need not wait for the same fetch.
  private func giveUp(_ number: Int, _ id: [UInt8], after limit: Duration?) {
    let waiter: (Waiter, Obtained)? = state.withLock { state in
      guard let index = state.entries.firstIndex(where: { $0.id == id }),
        let waiter = state.entries[index].waiting.removeValue(forKey: number)
      else { return nil }
      var obtained = Obtained(found: inMemory(index, state))
      if let limit, let live {
        var error = FlowServiceError(.unreachable, "Flow Service did not answer with the connection spec in time.")
        error.reason = "timedOut"
        obtained.error = error
        if limit >= live.policy.patience {
          state.entries[index].lastError = error
          state.entries[index].notBefore = live.time.now + live.policy.pauseAfterFailure
        }
      }
      return (waiter, obtained)
    }
    if let (waiter, obtained) = waiter { waiter.resume(obtained) }
  }

  private func settle(_ id: [UInt8], _ outcome: LiveConnectionSpecs.Outcome) {
    guard let live else { return }
    let (waiting, obtained): ([Waiter], Obtained) = state.withLock { state in
      // A fetch keeps its entry from being dropped.
      guard let index = state.entries.firstIndex(where: { $0.id == id }) else { return ([], Obtained()) }
      state.entries[index].isFetching = false
      state.entries[index].lastError = nil
      var obtained = Obtained()
      switch outcome {
      case .live(let copy):
        state.entries[index].copy = copy
        state.entries[index].notBefore = nil
        obtained.found = FoundSpec(spec: copy.spec, origin: .live)
      case .cached(let copy):
        state.entries[index].copy = copy
        state.entries[index].notBefore = nil
        obtained.found = FoundSpec(spec: copy.spec, origin: .cache, age: live.age(copy))
      case .failed(let error, let old):
        state.entries[index].copy = old
        state.entries[index].lastError = error
        let pause = error.isRetryable ? live.policy.pauseAfterFailure : live.policy.pauseAfterRefusal
        state.entries[index].notBefore = live.time.now + max(pause, error.retryAfter ?? .zero)
        obtained = Obtained(found: inMemory(index, state), error: error)
      }
      defer { state.entries[index].waiting = [:] }
      return (Array(state.entries[index].waiting.values), obtained)
    }
    for waiter in waiting { waiter.resume(obtained) }
  }

  // MARK: By name

  /// The connection spec that Flow Service has under that name, which the catalogue does not know.
  func find(name: String, options: CallOptions) async -> Obtained {
    guard let live, live.client.isConfigured(options) else { return Obtained() }
    switch await live.find(name: name, sandboxName: options.sandboxName) {
    case .success(let copy):
      let id = Array(copy.spec.id.utf8.map(UUIDText.lowered))
      state.withLock { state in
        let index = state.madeEntry(id, mostHeld: mostHeld)
        state.entries[index].copy = copy
      }
      return Obtained(found: FoundSpec(spec: copy.spec, origin: .live))
    case .failure(let error): return Obtained(error: error)
    }
  }

  /// Whether a name may be asked of Flow Service.
  func canFind(options: CallOptions) -> Bool { live?.client.isConfigured(options) ?? false }
}

extension ConnectionSpecStore.State {
  /// The place of the entry of that id; one is made if the catalogue knows the id.
  fileprivate mutating func entry(_ id: UnsafeBufferPointer<UInt8>, mostHeld: Int) -> Int? {
    // By their places: the entries themselves would be copied.
    if let known = entries.indices.first(where: { UUIDText.areEqual(id, entries[$0].id) }) { return known }
    guard let document = BundledCatalogue.document(String(decoding: id, as: UTF8.self)) else { return nil }
    return add(id.map(UUIDText.lowered), ConnectionSpec(document), mostHeld: mostHeld)
  }

  /// The place of the entry of that id, in lower case, made if there is none.
  fileprivate mutating func madeEntry(_ id: [UInt8], mostHeld: Int) -> Int {
    id.withUnsafeBufferPointer { entry($0, mostHeld: mostHeld) } ?? add(id, nil, mostHeld: mostHeld)
  }

  /// Ids that a caller makes up must not fill the memory: the oldest entry that nobody waits for goes.
  private mutating func add(_ id: [UInt8], _ bundled: ConnectionSpec?, mostHeld: Int) -> Int {
    if entries.count >= mostHeld, let oldest = entries.firstIndex(where: { !$0.isFetching && $0.waiting.isEmpty }) {
      entries.remove(at: oldest)
    }
    entries.append(ConnectionSpecStore.Entry(id: id, bundled: bundled))
    return entries.count - 1
  }
}
