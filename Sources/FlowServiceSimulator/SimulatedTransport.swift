package import FlowService
import Synchronization

/// Flow Service and IMS inside the process: an `HTTPTransport` that reaches no network.
///
/// It answers as the real service does, as far as that is documented: the same shapes, states and error bodies.
/// `SimulatedScenario` lists what goes wrong on request.
package final class SimulatedTransport: HTTPTransport {
  private let configuration: SimulatorConfiguration
  private let time: any TimeSource
  private let random: Jitter
  private let epoch: Int64
  private let service: Mutex<SimulatedService>
  private let counted = Mutex(Counts())

  /// How many requests of each kind have reached the service.
  package struct Counts: Sendable, Equatable {
    package var creates = 0
    package var looks = 0
    package var lists = 0
    package var tokens = 0
    package var updates = 0
    package var deletes = 0
    package var tests = 0
    package var explores = 0
  }

  package init(time: any TimeSource, configuration: SimulatorConfiguration = SimulatorConfiguration()) {
    self.time = time
    self.configuration = configuration
    random = Jitter(seed: configuration.seed)
    epoch = configuration.wallClock.milliseconds - Int64(time.now.wholeMilliseconds)
    service = Mutex(SimulatedService(enableDelay: configuration.enableDelay, epoch: epoch, random: random))
  }

  /// How many requests of each kind have reached the service.
  package var counts: Counts { counted.withLock { $0 } }

  /// How many connections have been made.
  package var connectionCount: Int { service.withLock { $0.connections.count } }

  /// The ids of the connections that have been made, by name.
  package var idsByName: [String: [String]] {
    service.withLock { service in
      Dictionary(grouping: service.connections, by: \.name).mapValues { $0.map(\.id) }
    }
  }

  package func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    if Task.isCancelled { throw cancelled(mayHaveArrived: false) }
    switch configuration.weather?(request) ?? .fair {
    case .fair: return try await serve(request)
    case .requestLost(let clientKnows):
      throw TransportError(.connectionLost, mayHaveArrived: !clientKnows, detail: "connection reset")
    case .answerLost:
      _ = try await serve(request)
      throw lost
    case .answered(let response): return response
    case .servedThenAnswered(let response):
      _ = try await serve(request)
      return response
    }
  }

  private func serve(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    count(request)
    let requestID = SimulatedService.uuid(random)
    // It acts when the request arrives and answers later, as a service does: who cancels in between cannot know.
    let outcome = service.withLock { $0.serve(request, now: time.now, requestID: requestID) }
    if configuration.latency > .zero {
      do {
        try await time.sleep(for: min(configuration.latency, request.timeout))
      } catch {
        throw cancelled(mayHaveArrived: true)
      }
      if configuration.latency > request.timeout {
        throw TransportError(.timedOut, mayHaveArrived: true, detail: "no answer in time")
      }
    }
    guard case .answer(var response) = outcome else { throw lost }
    let seconds = (epoch + Int64(time.now.wholeMilliseconds)) / 1000
    response.headers.append(HTTPHeader("Date", HTTPDate.text(seconds: seconds)))
    response.headers.append(HTTPHeader("x-request-id", requestID))
    return response
  }

  private var lost: TransportError {
    TransportError(.connectionLost, mayHaveArrived: true, detail: "connection closed before the answer")
  }

  private func cancelled(mayHaveArrived: Bool) -> TransportError {
    TransportError(.cancelled, mayHaveArrived: mayHaveArrived, detail: "cancelled")
  }

  private func count(_ request: HTTPRequest) {
    counted.withLock { counts in
      if request.url.mentions("/ims/token/") {
        counts.tokens += 1
      } else if request.method == .post {
        counts.creates += 1
      } else if request.method == .patch {
        counts.updates += 1
      } else if request.method == .delete {
        counts.deletes += 1
      } else if request.url.hasSuffix("/test") {
        counts.tests += 1
      } else if request.url.mentions("/explore") {
        counts.explores += 1
      } else if request.url.mentions("/connections/") {
        counts.looks += 1
      } else if request.url.mentions("/connections") {
        counts.lists += 1
      }
    }
  }
}
