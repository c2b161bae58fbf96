import FlowService

extension FuzzTarget {
  /// Answers of HTTP/1.1: however the bytes of a connection are cut, the same comes of them, within the bounds; and an
  /// answer that is written anew is read as what it was.
  ///
  /// The first byte chooses the size of the pieces, the rest is what comes on the connection until it ends.
  package static let answer = FuzzTarget(name: "answer") { input throws(Finding) in
    guard let choice = input.first else { return }
    let stream = UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: input.dropFirst()))
    let whole = try reading(stream, piece: stream.count)
    for piece in [1, 2 + Int(choice >> 3)] {
      let cut = try reading(stream, piece: piece)
      try require(cut == whole, "in pieces of \(piece): \(cut), not \(whole)")
    }
    guard case .answer(let status, let headers, let body, _) = whole else { return }
    try require(body.count <= maximumBodySize && (200...999).contains(status), "\(status), \(body.count) bytes")
    try checkRoundTrip(status, headers, body)
  }

  private static let maximumHeadSize = 256
  private static let maximumBodySize = 64

  private enum Reading: Equatable {
    case answer(status: Int, headers: HTTPFields, body: [UInt8], surplus: Int)
    case incomplete
    case fault(HTTPFault)
  }

  private static func reading(_ stream: UnsafeRawBufferPointer, piece: Int) throws(Finding) -> Reading {
    var reader = ResponseReader(maximumHeadSize: maximumHeadSize, maximumBodySize: maximumBodySize)
    var taken = 0
    while taken < stream.count, !reader.isComplete {
      let bytes = UnsafeRawBufferPointer(rebasing: stream[taken..<min(taken + max(piece, 1), stream.count)])
      let count: Int
      do throws(HTTPFault) { count = try reader.read(bytes) } catch { return .fault(error) }
      try require(count == bytes.count || reader.isComplete, "\(count) of \(bytes.count) bytes taken")
      taken += count
    }
    if !reader.isComplete { _ = reader.end() }
    guard let response = reader.takeResponse() else { return .incomplete }
    return .answer(
      status: response.status, headers: response.headers, body: response.body, surplus: stream.count - taken)
  }

  /// With a length in place of whatever framed it.
  private static func checkRoundTrip(_ status: Int, _ headers: HTTPFields, _ body: [UInt8]) throws(Finding) {
    let kept = headers.filter { !["content-length", "transfer-encoding"].contains($0.name.lowercased()) }
    let hasBody = status != 204 && status != 304
    let fields = kept + (hasBody ? [HTTPHeader("Content-Length", "\(body.count)")] : [])
    let head = fields.map { "\($0.name): \($0.value)\r\n" }.joined()
    // Bytes that are no UTF-8 are replaced in values, which takes more room.
    guard head.utf8.count < maximumHeadSize - 20 else { return }
    let bytes = Array("HTTP/1.1 \(status)\r\n\(head)\r\n".utf8) + body
    let again = try bytes.withUnsafeBufferPointer { bytes throws(Finding) in
      try reading(UnsafeRawBufferPointer(bytes), piece: bytes.count)
    }
    let expected = Reading.answer(status: status, headers: HTTPFields(fields), body: body, surplus: 0)
    try require(again == expected, "\(expected) came back as \(again)")
  }
}
