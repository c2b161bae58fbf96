/// Requests as HTTP/1.1 has them on the wire (RFC 9112, section 3).
struct RequestText {
  private let userAgent: String
  /// What the latest request had after its target up to and with the empty line, but for the length of a body: the next
  /// mostly has the same.
  private var fields: [UInt8] = []
  private var origin = ""
  private var headers: [HTTPHeader] = []

  init(version: String) {
    userAgent = "flow-sidecar/\(version)"
  }

  /// Nothing in it can break out of its place: `RequestTarget` and `HTTPHeader.fault` have seen to that.
  mutating func bytes(of exchange: HTTPExchange) -> [UInt8] {
    if fields.isEmpty || headers != exchange.request.headers || origin != exchange.target.origin {
      makeFields(exchange.request, exchange.target)
    }
    let method = exchange.request.method
    let body = exchange.request.body ?? (method == .post || method == .patch ? [] : nil)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(exchange.request.url.utf8.count + fields.count + (body?.count ?? 0) + 64)
    bytes.append(method == .get ? "GET " : method.rawValue + " ")
    appendTarget(of: exchange.request, exchange.target, to: &bytes)
    bytes.append(contentsOf: fields)
    if let body {
      // Before the empty line.
      bytes.removeLast(2)
      bytes.append("Content-Length: \(body.count)\r\n\r\n")
      bytes.append(contentsOf: body)
    }
    return bytes
  }

  /// The URL after its origin, with a path and without a fragment (RFC 9112, section 3.2.1).
  private func appendTarget(of request: HTTPRequest, _ target: RequestTarget, to bytes: inout [UInt8]) {
    request.url.withMemory { url in
      let start = target.origin.utf8.count
      let end = url.firstIndex(of: UInt8(ascii: "#"), from: start) ?? url.count
      if start == end || url[start] != UInt8(ascii: "/") { bytes.append(UInt8(ascii: "/")) }
      bytes.append(contentsOf: url[start..<end])
    }
  }

  private mutating func makeFields(_ request: HTTPRequest, _ target: RequestTarget) {
    origin = target.origin
    headers = request.headers
    let host = String(Substring(origin.utf8.dropFirst("http://".utf8.count)))
    var usual = [
      HTTPHeader("Host", host), HTTPHeader("User-Agent", userAgent),
      // Packing is not worth the time between two processes of one machine, and without this it would be allowed.
      HTTPHeader("Accept-Encoding", "identity"),
    ]
    if headers["Accept"] == nil { usual.append(HTTPHeader("Accept", "*/*")) }
    fields.removeAll()
    fields.append(" HTTP/1.1\r\n")
    for field in usual + headers { fields.append("\(field.name): \(field.value)\r\n") }
    fields.append("\r\n")
  }
}

extension [UInt8] {
  fileprivate mutating func append(_ text: String) {
    text.withMemory { append(contentsOf: $0) }
  }
}
