import FlowService
import TestSupport
import Testing

@Suite("HTTP: answers", .timeLimit(.minutes(1)))
struct NetworkTransportTests {
  @Test("A GET brings status, header fields and body", arguments: NetworkWay.allCases)
  func get(_ way: NetworkWay) async throws {
    let fixture = TransportFixture(way)
    let server = try LoopbackServer { _ in
      .json(200, #"{"id":1}"#, headers: [("X-Request-Id", "abc"), ("x-twice", "1"), ("X-Twice", "2"), ("X-Empty", "")])
    }
    defer { server.stop() }
    let response = try await fixture.send(HTTPRequest(.get, server.url + "/a/b?c=d%20e")).get()
    #expect(response.status == 200)
    #expect(response.headers["x-request-id"] == "abc")
    #expect(response.headers.filter { $0.name.lowercased() == "x-twice" }.map(\.value) == ["1", "2"])
    #expect(response.headers["X-Empty"] == "")
    #expect(String(decoding: response.body, as: UTF8.self) == #"{"id":1}"#)
    #expect(server.requests.map(\.target) == ["/a/b?c=d%20e"])
  }

  @Test("Exactly these header fields arrive, for each method", arguments: NetworkWay.allCases)
  func exactHeaders(_ way: NetworkWay) async throws {
    let fixture = TransportFixture(way)
    let server = try LoopbackServer { _ in .status(204) }
    defer { server.stop() }
    let headers = [
      HTTPHeader("Authorization", "Bearer abc"), HTTPHeader("x-gw-ims-org-id", "A@AdobeOrg"), HTTPHeader("x-none", ""),
      HTTPHeader("If-Match", #""\"1400dd53\"""#),
    ]
    let json = HTTPHeader("Content-Type", "application/json")
    let body = Array(#"{"a":"\u00e9"}"#.utf8)
    let requests = [
      HTTPRequest(.get, server.url + "/get", headers: headers),
      HTTPRequest(.post, server.url + "/post", headers: headers + [json], body: body),
      HTTPRequest(.post, server.url + "/post-empty", headers: headers),
      HTTPRequest(.patch, server.url + "/patch", headers: headers + [json], body: body),
      HTTPRequest(.delete, server.url + "/delete", headers: headers),
      HTTPRequest(.get, server.url + "/get-again", headers: []),
    ]
    for request in requests {
      #expect(try await fixture.send(request).get().status == 204)
    }
    #expect(server.requests.count == requests.count)
    for (sent, received) in zip(requests, server.requests) {
      var expected = sent.headers.map { "\($0.name): \($0.value)" }
      expected += ["Host: 127.0.0.1:\(server.port)", "User-Agent: flow-sidecar/1.2.3", "Accept: */*"]
      expected.append("Accept-Encoding: \(way == .libcurl ? "gzip" : "identity")")
      if sent.method == .post || sent.method == .patch { expected.append("Content-Length: \(sent.body?.count ?? 0)") }
      #expect(received.method == sent.method.rawValue)
      #expect(received.headers.map { "\($0.name): \($0.value)" }.sorted() == expected.sorted())
      #expect(received.body == sent.body ?? [])
    }
    #expect(server.connectionCount == 1)
  }

  @Test("The path arrives as it was written", arguments: NetworkWay.allCases)
  func pathAsIs(_ way: NetworkWay) async throws {
    let fixture = TransportFixture(way)
    let server = try LoopbackServer { _ in .status(200) }
    defer { server.stop() }
    _ = try await fixture.send(HTTPRequest(.get, server.url + "/a/../b/./c%2Fd//e")).get()
    #expect(server.requests.map(\.target) == ["/a/../b/./c%2Fd//e"])
  }

  @Test("Sequential requests share one connection", arguments: NetworkWay.allCases)
  func keepAlive(_ way: NetworkWay) async throws {
    let fixture = TransportFixture(way)
    let server = try LoopbackServer { _ in .json(200, "{}") }
    defer { server.stop() }
    for _ in 0..<50 { _ = try await fixture.send(HTTPRequest(.get, server.url)).get() }
    #expect(server.requests.count == 50)
    #expect(server.connectionCount == 1)
  }

  @Test(
    "256 requests at a time take at most 16 connections, and each gets its own answer", arguments: NetworkWay.allCases)
  func concurrency(_ way: NetworkWay) async throws {
    let server = try LoopbackServer { request in .text(200, request.target).delayed(.milliseconds(1)) }
    defer { server.stop() }
    let fixture = TransportFixture(way)
    let mismatches = await Task(executorPreference: fixture.loop) {
      await withTaskGroup(of: Bool.self) { group in
        for number in 0..<256 {
          group.addTask {
            let response = try? await fixture.transport.send(HTTPRequest(.get, server.url + "/\(number)"))
            return response.map { String(decoding: $0.body, as: UTF8.self) } == "/\(number)"
          }
        }
        return await group.reduce(0) { $0 + ($1 ? 0 : 1) }
      }
    }.value
    #expect(mismatches == 0)
    #expect(Set(server.requests.map(\.target)).count == 256)
    #expect(server.connectionCount <= 16)
    #expect(server.connectionCount > 1)
  }

  @Test("Requests from tasks of other executors, at the same time, work too", arguments: NetworkWay.allCases)
  func offLoop(_ way: NetworkWay) async throws {
    let fixture = TransportFixture(way)
    let server = try LoopbackServer { request in .text(200, request.text) }
    defer { server.stop() }
    let transport = fixture.transport
    try await withThrowingTaskGroup(of: Bool.self) { group in
      for number in 0..<64 {
        group.addTask {
          let body = Array("body \(number)".utf8)
          return try await transport.send(HTTPRequest(.post, server.url, body: body)).body == body
        }
      }
      for try await isRight in group { #expect(isRight) }
    }
    #expect(server.requests.count == 64)
  }

  @Test(
    "Chunked, slow and close-delimited bodies arrive whole", arguments: NetworkWay.allCases,
    ["chunked", "slow", "close", "raw"])
  func bodyFramings(_ way: NetworkWay, kind: String) async throws {
    let fixture = TransportFixture(way)
    let body = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let server = try LoopbackServer { _ in
      var answer = LoopbackAnswer(200, body: body)
      switch kind {
      case "chunked": return answer.chunked().slowly(7919, .zero)
      case "slow": return answer.slowly(20_000, .milliseconds(5))
      case "close":
        answer.framing = .untilClose
        return answer
      default:
        return .raw("HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\nA: 1\r\n\r\nok")
      }
    }
    defer { server.stop() }
    let response = try await fixture.send(HTTPRequest(.get, server.url)).get()
    if kind == "raw" {
      #expect(response.body == Array("ok".utf8))
      #expect(response.headers == [HTTPHeader("Content-Length", "2"), HTTPHeader("A", "1")])
    } else {
      #expect(response.body == body)
    }
  }

  @Test("A trailer after the body is no header field of the answer", arguments: NetworkWay.allCases)
  func trailers(_ way: NetworkWay) async throws {
    let fixture = TransportFixture(way)
    let server = try LoopbackServer { _ in
      .raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nA: 1\r\n\r\n2\r\nok\r\n0\r\nA: 2\r\nB: 3\r\n\r\n")
    }
    defer { server.stop() }
    let response = try await fixture.send(HTTPRequest(.get, server.url)).get()
    #expect(response.headers["A"] == "1")
    #expect(response.headers["B"] == nil)
    #expect(response.body == Array("ok".utf8))
  }

  @Test("gzip is decoded where it was asked for, and told apart where it was not")
  func gzip() async throws {
    // `printf hello | gzip -n`
    let zipped: [UInt8] = [
      0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x03, 0xcb, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00, 0x86, 0xa6,
      0x10, 0x36, 0x05, 0x00, 0x00, 0x00,
    ]
    let server = try LoopbackServer { _ in LoopbackAnswer(200, headers: [("Content-Encoding", "gzip")], body: zipped) }
    defer { server.stop() }
    let request = HTTPRequest(.get, server.url)
    #expect(try await TransportFixture(.libcurl).send(request).get().body == Array("hello".utf8))
    let error = try #require(await TransportFixture(.cleartext).failure(request))
    #expect(error.kind == .other)
    #expect(error.detail == "the answer is encoded in a way that was not asked for")
  }

  @Test("A redirect is an answer like any other: not followed", arguments: NetworkWay.allCases, [301, 302, 307, 308])
  func redirects(_ way: NetworkWay, status: Int) async throws {
    let fixture = TransportFixture(way)
    let elsewhere = try LoopbackServer { _ in .status(200) }
    defer { elsewhere.stop() }
    let location = elsewhere.url + "/stolen"
    let server = try LoopbackServer { _ in .status(status, headers: [("Location", location)]) }
    defer { server.stop() }
    let request = HTTPRequest(.get, server.url, headers: [HTTPHeader("Authorization", "Bearer canary")])
    let response = try await fixture.send(request).get()
    #expect(response.status == status)
    #expect(response.headers["location"] == location)
    #expect(elsewhere.connectionCount == 0)
  }

  @Test(
    "Every error status is an answer, with its body", arguments: NetworkWay.allCases,
    [400, 401, 404, 412, 422, 429, 500, 503])
  func errorStatuses(_ way: NetworkWay, status: Int) async throws {
    let fixture = TransportFixture(way)
    let server = try LoopbackServer { _ in .json(status, #"{"message":"no"}"#) }
    defer { server.stop() }
    let response = try await fixture.send(HTTPRequest(.post, server.url, body: [1])).get()
    #expect(response.status == status)
    #expect(response.body.count == 16)
  }
}
