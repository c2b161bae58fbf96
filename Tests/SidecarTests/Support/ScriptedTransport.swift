import FlowService
import Synchronization

/// An `HTTPTransport` that does what a test says, and remembers what it was sent.
final class ScriptedTransport: HTTPTransport {
  typealias Answer = Result<HTTPResponse, TransportError>

  private let requested = Mutex<[HTTPRequest]>([])
  private let answer: @Sendable (_ request: HTTPRequest, _ index: Int) async -> Answer

  init(_ answer: @escaping @Sendable (_ request: HTTPRequest, _ index: Int) async -> Answer) {
    self.answer = answer
  }

  /// One answer after the other; the last again and again.
  convenience init(_ answers: [Answer]) {
    self.init { _, index in answers[min(index, answers.count - 1)] }
  }

  var requests: [HTTPRequest] { requested.withLock { $0 } }

  func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    let index = requested.withLock { requests in
      requests.append(request)
      return requests.count - 1
    }
    return try await answer(request, index).get()
  }
}

extension Result where Success == HTTPResponse, Failure == TransportError {
  static func json(_ status: Int, _ body: String) -> Self {
    .success(
      HTTPResponse(
        status: status, headers: [HTTPHeader("Content-Type", "application/json")], body: Array(body.utf8)))
  }

  /// One connection, as Flow Service lists it.
  static func item(state: String, more: String = "") -> Self {
    .json(200, #"{"items":[{"id":"\#(Sample.id)","state":"\#(state)"\#(more)}]}"#)
  }
}
