import FlowService
import Testing

@Suite("Answers of HTTP/1.1, however they are cut")
struct ResponseReaderTests {
  /// What came of the bytes of one connection, which ends after them.
  enum Outcome: Equatable {
    case answer(status: Int, headers: HTTPFields, body: String, surplus: Int, keepsConnection: Bool)
    case incomplete
    case fault(HTTPFault)
  }

  static func outcome(_ text: String, step: Int = .max, headSize: Int = 1000, bodySize: Int = 1000) -> Outcome {
    var reader = ResponseReader(maximumHeadSize: headSize, maximumBodySize: bodySize)
    let bytes = Array(text.utf8)
    var taken = 0
    do throws(HTTPFault) {
      while taken < bytes.count, !reader.isComplete {
        let piece = Array(bytes[taken..<(taken + min(step, bytes.count - taken))])
        let outcome = piece.withUnsafeBytes { piece in
          Result { () throws(HTTPFault) in try reader.read(piece) }
        }
        let count = try outcome.get()
        taken += count
        // Less than all is taken only by the end of an answer.
        if count < piece.count, !reader.isComplete { return .incomplete }
      }
    } catch {
      return .fault(error)
    }
    if !reader.isComplete { _ = reader.end() }
    let keepsConnection = reader.keepsConnection
    guard let response = reader.takeResponse() else { return .incomplete }
    return .answer(
      status: response.status, headers: response.headers, body: String(decoding: response.body, as: UTF8.self),
      surplus: bytes.count - taken, keepsConnection: keepsConnection)
  }

  private static func answer(
    _ headers: HTTPFields, _ body: String = "", status: Int = 200, surplus: Int = 0, keeps: Bool = true
  ) -> Outcome {
    .answer(status: status, headers: headers, body: body, surplus: surplus, keepsConnection: keeps)
  }

  private static let length2 = HTTPHeader("Content-Length", "2")
  private static let chunked = HTTPHeader("Transfer-Encoding", "chunked")

  /// Each with what comes of it, whole and byte by byte.
  static let table: [(String, Outcome)] = [
    ("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", answer([length2], "ok")),
    ("HTTP/1.1 200\r\nContent-Length: 2\r\n\r\nok", answer([length2], "ok")),
    ("HTTP/1.1 200 \r\nContent-Length: 2\r\n\r\nok", answer([length2], "ok")),
    ("HTTP/1.1 200 OK\nContent-Length: 2\n\nok", answer([length2], "ok")),
    ("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/1.1", answer([length2], "ok", surplus: 8)),
    ("HTTP/1.1 200 OK\r\ncontent-length:2\r\n\r\nok", answer([HTTPHeader("content-length", "2")], "ok")),
    ("HTTP/1.1 200 OK\r\nContent-Length: \t 2 \r\n\r\nok", answer([length2], "ok")),
    ("HTTP/1.1 200 OK\r\nContent-Length: 2, 2\r\n\r\nok", answer([HTTPHeader("Content-Length", "2, 2")], "ok")),
    ("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\nok", answer([length2, length2], "ok")),
    ("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", answer([HTTPHeader("Content-Length", "0")])),
    ("HTTP/1.1 204 No Content\r\nA: b\r\n\r\n", answer([HTTPHeader("A", "b")], status: 204)),
    ("HTTP/1.1 304 Not Modified\r\nContent-Length: 2\r\n\r\n", answer([length2], status: 304)),
    (
      "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
      answer([length2], "ok")
    ),
    ("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 N\r\n\r\n", answer([], status: 204)),
    ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n", answer([chunked], "ok")),
    (
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0a;x=\"y\"\r\n0123456789\r\n"
        + "B \r\nabcdefghijk\r\n00\r\nT: 1\r\n\r\n",
      answer([chunked], "0123456789abcdefghijk")
    ),
    ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\no\n1\nk\n0\n\n", answer([chunked], "ok")),
    // Only a close ends these.
    ("HTTP/1.1 200 OK\r\n\r\nok", answer([], "ok", keeps: false)),
    ("HTTP/1.0 200 OK\r\n\r\n", answer([], keeps: false)),
    // Whether the connection can be used again.
    (
      "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok",
      answer([HTTPHeader("Connection", "close"), length2], "ok", keeps: false)
    ),
    (
      "HTTP/1.1 200 OK\r\nConnection: x, Close\r\nContent-Length: 2\r\n\r\nok",
      answer([HTTPHeader("Connection", "x, Close"), length2], "ok", keeps: false)
    ),
    ("HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok", answer([length2], "ok", keeps: false)),
    (
      "HTTP/1.0 200 OK\r\nConnection: Keep-Alive\r\nContent-Length: 2\r\n\r\nok",
      answer([HTTPHeader("Connection", "Keep-Alive"), length2], "ok")
    ),
    (
      "HTTP/1.1 200 OK\r\nContent-Length: 9\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
      answer([HTTPHeader("Content-Length", "9"), chunked], "ok", keeps: false)
    ),
    // Fields.
    (
      "HTTP/1.1 204 N\r\nA:\r\nB: \t\r\nA: 2\r\n\r\n",
      answer([HTTPHeader("A", ""), HTTPHeader("B", ""), HTTPHeader("A", "2")], status: 204)
    ),
    (
      "HTTP/1.1 204 N\r\nA: b\r\n  c\r\n\td\r\nE: f\r\n\r\n",
      answer([HTTPHeader("A", "b c d"), HTTPHeader("E", "f")], status: 204)
    ),
    (
      "HTTP/1.1 200 OK\r\nContent-Encoding: identity\r\nContent-Length: 2\r\n\r\nok",
      answer([HTTPHeader("Content-Encoding", "identity"), length2], "ok")
    ),
    ("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\nok", .fault(.encoded)),
    ("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\nok", .fault(.encoded)),
    (
      "HTTP/1.1 304 Not Modified\r\nContent-Encoding: gzip\r\n\r\n",
      answer([HTTPHeader("Content-Encoding", "gzip")], status: 304)
    ),
    ("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n 0\r\n\r\nok", .fault(.notHTTP)),
    ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n , gzip\r\n\r\n", .fault(.notHTTP)),
    ("HTTP/1.1 204 N\r\nConnection:\r\n close\r\n\r\n", .fault(.notHTTP)),
    ("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", .fault(.encoded)),
    ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n", .fault(.encoded)),
    // What is no HTTP, or could be taken in two ways.
    ("SSH-2.0-OpenSSH_9.2\r\n", .fault(.notHTTP)),
    ("HTTP/2 200\r\n\r\n", .fault(.notHTTP)),
    ("\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", .fault(.notHTTP)),
    ("HTTP/1.1 20 OK\r\n\r\n", .fault(.notHTTP)),
    ("HTTP/1.1 2000 OK\r\n\r\n", .fault(.notHTTP)),
    ("HTTP/1.1  200 OK\r\n\r\n", .fault(.notHTTP)),
    ("HTTP/1.1 0200 OK\r\n\r\n", .fault(.notHTTP)),
    ("HTTP/1.1 101 Switching\r\nUpgrade: x\r\n\r\n", .fault(.notHTTP)),
    ("HTTP/1.1 200 OK\r\nContent-Length : 2\r\n\r\nok", .fault(.notHTTP)),
    ("HTTP/1.1 200 OK\r\nContent-Length\r\n\r\nok", .fault(.notHTTP)),
    ("HTTP/1.1 200 OK\r\n: 2\r\n\r\n", .fault(.notHTTP)),
    ("HTTP/1.1 200 OK\r\n A: 2\r\n\r\n", .fault(.notHTTP)),
    ("HTTP/1.1 200 OK\r\nA: b\0c\r\n\r\n", .fault(.notHTTP)),
    ("HTTP/1.1 200 OK\r\nA: b\rContent-Length: 2\r\n\r\n", .fault(.notHTTP)),
    ("HTTP/1.1 200 OK\r\nA: b\r\n c\rd\r\n\r\n", .fault(.notHTTP)),
    ("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nok", .fault(.notHTTP)),
    ("HTTP/1.1 200 OK\r\nContent-Length: +2\r\n\r\nok", .fault(.notHTTP)),
    ("HTTP/1.1 200 OK\r\nContent-Length: 0x2\r\n\r\nok", .fault(.notHTTP)),
    ("HTTP/1.1 200 OK\r\nContent-Length: \r\n\r\nok", .fault(.notHTTP)),
    ("HTTP/1.1 200 OK\r\nContent-Length: 2,\r\n\r\nok", .fault(.notHTTP)),
    ("HTTP/1.1 200 OK\r\nContent-Length: 9999999999999999999\r\n\r\nok", .fault(.notHTTP)),
    ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\r\n", .fault(.notHTTP)),
    ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n", .fault(.notHTTP)),
    ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nokk\r\n", .fault(.notHTTP)),
    ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2 x\r\nok\r\n0\r\n\r\n", answer([chunked], "ok")),
    // More than accepted.
    ("HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n", .fault(.tooLarge)),
    ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3E9\r\n", .fault(.tooLarge)),
    ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFFFFFFFFF\r\n", .fault(.tooLarge)),
    ("HTTP/1.1 200 OK\r\n\r\n" + String(repeating: "b", count: 1001), .fault(.tooLarge)),
    ("HTTP/1.1 200 OK\r\nA: " + String(repeating: "b", count: 1000) + "\r\n\r\n", .fault(.tooLarge)),
    (String(repeating: "HTTP/1.1 100 C\r\n\r\n", count: 60), .fault(.tooLarge)),
    (
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;" + String(repeating: "x", count: 1000)
        + "\r\no\r\n0\r\n\r\n",
      .fault(.tooLarge)
    ),
    // Cut off.
    ("", .incomplete),
    ("HTTP/1.", .incomplete),
    ("HTTP/1.1 200 OK\r\nContent-Le", .incomplete),
    ("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\no", .incomplete),
    ("HTTP/1.1 100 Continue\r\n\r\n", .incomplete),
    ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n", .incomplete),
    ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n", .incomplete),
  ]

  @Test("A table of answers, in pieces of any size", arguments: table.indices)
  func answers(row: Int) {
    let (text, expected) = Self.table[row]
    for step in [.max, 1, 2, 3, 7, 17] {
      #expect(Self.outcome(text, step: step) == expected, "\(text.debugDescription) in pieces of \(step)")
    }
  }

  @Test("One byte changed or left out: the same comes of it whole and in pieces, and never a trap")
  func mutations() {
    for (text, _) in Self.table where text.utf8.count < 200 {
      let bytes = Array(text.utf8)
      for index in bytes.indices {
        for byte: UInt8? in [nil, 0, 0x0A, 0x0D, 0x20, 0x2C, 0x30, 0x3A, 0x46, 0x80, 0xFF] {
          var changed = bytes
          if let byte { changed[index] = byte } else { changed.remove(at: index) }
          let mutant = String(decoding: changed, as: UTF8.self)
          #expect(Self.outcome(mutant) == Self.outcome(mutant, step: 1), "\(mutant.debugDescription)")
        }
      }
    }
  }

  @Test("A field is found by its name in any case, and not by a part of it")
  func fields() {
    let fields = HTTPFields([
      HTTPHeader("X-Request-Id", " a "), HTTPHeader("x-request-id", "b"), HTTPHeader("Date", "c"),
    ])
    #expect(fields["x-request-ID"] == "a")
    #expect(fields["x-request"] == nil)
    #expect(fields["X-Request-Id-"] == nil)
    #expect(fields["date"] == "c")
    #expect(fields[""] == nil)
    #expect(HTTPFields()["date"] == nil)
  }
}
