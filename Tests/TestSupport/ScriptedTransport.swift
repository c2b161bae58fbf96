package import FlowService
import Synchronization

/// An `HTTPTransport` that does what a test says, and remembers what it was sent.
package final class ScriptedTransport: HTTPTransport {
  package typealias Answer = Result<HTTPResponse, TransportError>

  private let requested = Mutex<[HTTPRequest]>([])
  private let answer: @Sendable (_ request: HTTPRequest, _ index: Int) async -> Answer

  package init(_ answer: @escaping @Sendable (_ request: HTTPRequest, _ index: Int) async -> Answer) {
    self.answer = answer
  }

  /// One answer after the other; the last again and again.
  package convenience init(_ answers: [Answer]) {
    self.init { _, index in answers[min(index, answers.count - 1)] }
  }

  package var requests: [HTTPRequest] { requested.withLock { $0 } }

  package func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    let index = requested.withLock { requests in
      requests.append(request)
      return requests.count - 1
    }
    return try await answer(request, index).get()
  }
}

extension Result where Success == HTTPResponse, Failure == TransportError {
  package static func json(_ status: Int, _ body: String, _ headers: [HTTPHeader] = []) -> Self {
    .success(
      HTTPResponse(
        status: status, headers: HTTPFields([HTTPHeader("Content-Type", "application/json")] + headers),
        body: Array(body.utf8)))
  }

  package static func lost(_ kind: TransportError.Kind = .connectionLost, mayHaveArrived: Bool = true) -> Self {
    .failure(TransportError(kind, mayHaveArrived: mayHaveArrived, detail: "scripted"))
  }

  /// One connection, as Flow Service lists it; `more` are further members.
  package static func item(_ id: String, state: String, more: String = "") -> Self {
    .json(200, #"{"items":[{"id":"\#(id)","state":"\#(state)"\#(more)}]}"#)
  }
}
