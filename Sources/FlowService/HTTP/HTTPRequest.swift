/// What is sent: one HTTP request, complete.
package struct HTTPRequest: Sendable {
  /// The methods Flow Service and IMS use.
  package enum Method: String, Sendable {
    case get = "GET"
    case post = "POST"
    case patch = "PATCH"
    case delete = "DELETE"
  }

  package var method: Method
  /// Absolute. `https`, or `http` on a loopback host: anything else is refused by the transport.
  package var url: String
  package var headers: [HTTPHeader]
  package var body: [UInt8]?
  /// The time the whole exchange may take.
  package var timeout: Duration

  package init(
    _ method: Method, _ url: String, headers: [HTTPHeader] = [], body: [UInt8]? = nil,
    timeout: Duration = .seconds(60)
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
    self.timeout = timeout
  }
}
