package import FlowService
import JSON
package import JSONRPC

/// Where connection specs come from when Flow Service can be asked, and how long for.
package final class LiveConnectionSpecs: Sendable {
  let client: FlowServiceClient
  let time: any TimeSource
  let executor: (any TaskExecutor)?
  let cache: ConnectionSpecCache?
  let log: Log
  let policy: Policy

  /// How long things last. The defaults are for the real service.
  package struct Policy: Sendable {
    /// How long a copy is used before the service is asked again.
    package var longestAge = Duration.seconds(24 * 3600)
    /// How long a call waits for a connection spec before it makes do with what there is.
    package var patience = Duration.seconds(5)
    /// How long the service is given to answer: one that is slower than `patience` is there for the next call.
    package var requestTimeout = Duration.seconds(30)
    /// How long the service is left alone after it has refused.
    package var pauseAfterRefusal = Duration.seconds(600)
    /// How long it is left alone after it could not be reached.
    package var pauseAfterFailure = Duration.seconds(60)
    /// How many calls may wait for connection specs at a time; those beyond make do with what there is.
    package var mostWaiting = 512
    /// How many connection specs are held in memory.
    package var mostHeld = 256
    package var wallClock = WallClock.system

    package init() {}
  }

  /// - Parameters:
  ///   - executor: where fetches run; the global one when nil.
  ///   - cache: nil keeps copies in memory only.
  package init(
    client: FlowServiceClient, time: any TimeSource, executor: (any TaskExecutor)?, cache: ConnectionSpecCache?,
    log: Log = Log(), policy: Policy = Policy()
  ) {
    self.client = client
    self.time = time
    self.executor = executor
    self.cache = cache
    self.log = log
    self.policy = policy
  }

  /// What Flow Service answered.
  struct Copy: Sendable {
    var spec: ConnectionSpec
    var etag: String?
    /// Milliseconds since 1970.
    var fetchedAt: Int64
  }

  /// A clock that another process wrote by may be a little ahead; one that is far ahead was wrong.
  private static let clockTolerance = Duration.seconds(300)

  /// How long ago a copy was fetched; nil when it is too long ago, or in the future.
  func ageIfFresh(_ copy: Copy) -> Duration? {
    let age = Duration.milliseconds(policy.wallClock.milliseconds - copy.fetchedAt)
    guard age < policy.longestAge, age + Self.clockTolerance > .zero else { return nil }
    return max(.zero, age)
  }

  func age(_ copy: Copy) -> Duration { max(.zero, .milliseconds(policy.wallClock.milliseconds - copy.fetchedAt)) }

  // MARK: Fetching

  /// What a fetch came to.
  enum Outcome: Sendable {
    case live(Copy)
    /// Another process had fetched it not long ago.
    case cached(Copy)
    /// There may still be an old copy.
    case failed(FlowServiceError, Copy?)
  }

  /// Has the connection spec of an id, a UUID in lower case: from the disk if a copy there is young enough, else from the
  /// service.
  func fetch(
    _ id: String, held: Copy?, catalogue: ConnectionSpec?, sandboxName: String?
  ) async -> Outcome {
    var copy = held
    if let kept = await load(id), kept.fetchedAt > copy?.fetchedAt ?? .min {
      copy = Copy(
        spec: ConnectionSpec(kept.document, laidOver: catalogue), etag: kept.etag, fetchedAt: kept.fetchedAt)
    }
    if let copy, ageIfFresh(copy) != nil { return .cached(copy) }
    let options = CallOptions(sandboxName: sandboxName, timeout: policy.requestTimeout)
    let retry = RetryPolicy(maximumAttempts: 2, firstDelay: .milliseconds(300), totalDelay: .seconds(3))
    do throws(FlowServiceError) {
      switch try await client.connectionSpec(id, unlessStill: copy?.etag, options: options, retry: retry) {
      case .found(let item, let etag):
        let new = Copy(item, etag: etag, catalogue: catalogue, fetchedAt: policy.wallClock.milliseconds)
        await save(new, id)
        return .live(new)
      case .notModified:
        // Only asked where there is a copy.
        guard var copy else { return .failed(FlowServiceError(.flowServiceError, "There is no copy."), nil) }
        copy.fetchedAt = policy.wallClock.milliseconds
        await save(copy, id)
        return .live(copy)
      }
    } catch {
      log.info("connection spec \(id) could not be read: \(error.message)")
      return .failed(error, copy)
    }
  }

  /// Finds the connection spec of a name that the catalogue does not know.
  func find(name: String, sandboxName: String?) async -> Result<Copy, FlowServiceError> {
    let options = CallOptions(sandboxName: sandboxName, timeout: policy.patience)
    do throws(FlowServiceError) {
      // No way is documented to write these in a filter.
      guard !name.mentions("\""), !name.mentions("\\") else { throw FlowServiceError(.notFound, "No such name.") }
      let items = try await client.connectionSpecs(
        filters: ["name==\"\(name)\""], options: options, retry: .never)
      guard let item = items.first(where: { $0["name"]?.string == name }), let id = item["id"]?.string?.lowercased(),
        UUIDText.isValid(id)
      else { throw FlowServiceError(.notFound, "No such name.") }
      let copy = Copy(item, etag: nil, catalogue: nil, fetchedAt: policy.wallClock.milliseconds)
      await save(copy, id)
      return .success(copy)
    } catch {
      return .failure(error)
    }
  }

  // MARK: The disk

  private func load(_ id: String) async -> ConnectionSpecCache.Copy? {
    guard let cache else { return nil }
    return await offThread { cache.load(id) }
  }

  private func save(_ copy: Copy, _ id: String) async {
    guard let cache else { return }
    let kept = ConnectionSpecCache.Copy(document: copy.spec.document, etag: copy.etag, fetchedAt: copy.fetchedAt)
    if let failure = await offThread({ cache.save(kept, id) }) {
      log.debug("connection spec \(id) could not be kept in \(cache.folder): \(failure)")
    }
  }

  /// Runs what may block on a thread of its own: a home folder can be at the end of a network.
  private func offThread<T: Sendable>(_ body: @escaping @Sendable () -> T) async -> T {
    await withCheckedContinuation { continuation in
      DetachedThread.start { continuation.resume(returning: body()) }
    }
  }
}

extension LiveConnectionSpecs.Copy {
  /// The copy of an item that Flow Service has just answered with.
  fileprivate init(_ item: JSONValue, etag: String?, catalogue: ConnectionSpec?, fetchedAt: Int64) {
    var writer = JSONWriter()
    writer.value(item)
    // What has been read once can be read again.
    let document = (try? JSONDocument(writer.bytes, maximumDepth: .max)) ?? item.document
    // Only one that can be sent back as it is.
    let isUsable = etag.map { $0.utf8.count <= 256 && $0.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F } } ?? false
    self.init(
      spec: ConnectionSpec(document, laidOver: catalogue), etag: isUsable ? etag : nil, fetchedAt: fetchedAt)
  }
}
