import FlowService
import TestSupport
import Testing

@Suite("HTTP: when no whole answer comes", .timeLimit(.minutes(1)))
struct NetworkTransportFaultTests {
  private static let canary = "canary-5f3a"

  private func request(_ method: HTTPRequest.Method, _ url: String, timeout: Duration = .seconds(20)) -> HTTPRequest {
    HTTPRequest(
      method, url + "/connections?q=\(Self.canary)", headers: [HTTPHeader("Authorization", "Bearer \(Self.canary)")],
      body: method == .post ? Array(#"{"password":"\#(Self.canary)"}"#.utf8) : nil, timeout: timeout)
  }

  @Test(
    "Told by its kind, sent exactly once, and silent about what was sent", arguments: NetworkWay.allCases,
    TransportFault.ofEachMethod)
  func faults(_ way: NetworkWay, _ row: (TransportFault, HTTPRequest.Method)) async throws {
    let (fault, method) = row
    let server = try LoopbackServer { _ in fault.answer }
    defer { server.stop() }
    let fixture = TransportFixture(way)
    let timeout: Duration = fault.kind == .timedOut ? .milliseconds(300) : .seconds(20)
    let error = try #require(await fixture.failure(request(method, server.url, timeout: timeout)))
    #expect(error.kind == fault.kind, "\(error)")
    #expect(error.mayHaveArrived)
    #expect(!error.detail.contains(Self.canary))
    #expect(server.requests.map(\.method) == [method.rawValue])
  }

  @Test(
    "The same on a connection that was used before: what is not a GET is never sent twice",
    arguments: NetworkWay.allCases, [HTTPRequest.Method.post, .patch, .delete])
  func reusedConnection(_ way: NetworkWay, method: HTTPRequest.Method) async throws {
    for answer in [LoopbackAnswer.hangUp(), .reset()] {
      let server = try LoopbackServer { request in request.indexOnConnection == 0 ? .json(200, "{}") : answer }
      defer { server.stop() }
      let fixture = TransportFixture(way)
      _ = try await fixture.send(HTTPRequest(.get, server.url + "/first")).get()
      let error = try #require(await fixture.failure(request(method, server.url)))
      #expect(error.kind == .connectionLost)
      #expect(error.mayHaveArrived)
      #expect(server.requests.map(\.method) == ["GET", method.rawValue])
      #expect(server.requests.map(\.connection) == [0, 0], "the case is only met if the connection was reused")
      // And the transport goes on.
      #expect(try await fixture.send(HTTPRequest(.get, server.url + "/after")).get().status == 200)
    }
  }

  @Test("A GET on a connection that turns out to be dead is answered all the same", arguments: NetworkWay.allCases)
  func deadConnectionForGet(_ way: NetworkWay) async throws {
    let server = try LoopbackServer { request in request.indexOnConnection == 0 ? .json(200, "{}") : .hangUp() }
    defer { server.stop() }
    let fixture = TransportFixture(way)
    for _ in 0..<3 { #expect(try await fixture.send(HTTPRequest(.get, server.url)).get().status == 200) }
  }

  @Test(
    "POSTs to a server that closes each connection after its answer: none is sent twice", arguments: NetworkWay.allCases
  )
  func idleConnectionClosed(_ way: NetworkWay) async throws {
    let server = try LoopbackServer { _ in .json(200, "{}").thenClosing() }
    defer { server.stop() }
    let fixture = TransportFixture(way)
    var answered = 0
    for number in 0..<20 {
      // The server's FIN may come before or after the next request goes out.
      switch await fixture.send(HTTPRequest(.post, server.url + "/\(number)", body: [65])) {
      case .success: answered += 1
      case .failure(let error): #expect(error.kind == .connectionLost)
      }
      try await fixture.loop.sleep(for: .milliseconds(2))
    }
    let paths = server.requests.map(\.path)
    #expect(Set(paths).count == paths.count)
    #expect(answered > 0)
    #expect(answered <= paths.count)
  }

  @Test("Nobody listens: could not connect, and certainly not arrived", arguments: NetworkWay.allCases)
  func refusedConnection(_ way: NetworkWay) async throws {
    let port = try LoopbackServer.unusedPort()
    let error = try #require(await TransportFixture(way).failure(request(.post, "http://127.0.0.1:\(port)")))
    #expect(error.kind == .couldNotConnect)
    #expect(!error.mayHaveArrived)
    #expect(!error.detail.contains(Self.canary))
  }

  @Test("A name that does not exist: could not resolve, and certainly not arrived")
  func unknownHost() async throws {
    // RFC 6761: never resolves.
    let error = try #require(await TransportFixture().failure(request(.post, "https://flow.invalid")))
    #expect(error.kind == .couldNotResolve)
    #expect(!error.mayHaveArrived)
  }

  @Test("A TLS handshake that fails is told apart, and certainly not arrived")
  func noTLS() async throws {
    let server = try LoopbackServer(banner: "SSH-2.0-OpenSSH_9.2\r\n")
    defer { server.stop() }
    let error = try #require(await TransportFixture().failure(request(.post, "https://127.0.0.1:\(server.port)")))
    #expect(error.kind == .tls, "\(error)")
    #expect(!error.mayHaveArrived)
    #expect(server.connectionCount == 1)
  }

  @Test("The time-out holds while connecting, while queued and while waiting", arguments: NetworkWay.allCases)
  func timeouts(_ way: NetworkWay) async throws {
    let server = try LoopbackServer { _ in .never() }
    defer { server.stop() }
    let fixture = TransportFixture(way) { $0.maximumConnections = 1 }
    let start = fixture.loop.now
    async let first = fixture.failure(request(.post, server.url, timeout: .milliseconds(1500)))
    while server.requests.isEmpty { try await fixture.loop.sleep(for: .milliseconds(1)) }
    async let second = fixture.failure(request(.post, server.url, timeout: .milliseconds(200)))
    let (active, queued) = try await (#require(first), #require(second))
    #expect(active.kind == .timedOut)
    #expect(active.mayHaveArrived)
    #expect(queued.kind == .timedOut)
    #expect(!queued.mayHaveArrived)
    #expect(fixture.loop.now - start < .seconds(5))
    #expect(server.requests.count == 1)
    let none = try #require(await fixture.failure(request(.post, server.url, timeout: .zero)))
    #expect(none.kind == .timedOut)
    #expect(!none.mayHaveArrived)
  }

  @Test(
    "A cancelled task ends at once: in mid-request, in the queue, and before it began", arguments: NetworkWay.allCases)
  func cancellation(_ way: NetworkWay) async throws {
    let server = try LoopbackServer { $0.path == "/ok" ? .status(200) : .never() }
    defer { server.stop() }
    let fixture = TransportFixture(way) { $0.maximumConnections = 1 }
    let request = request(.post, server.url)
    let active = Task { await fixture.failure2(request) }
    while server.requests.isEmpty { try await fixture.loop.sleep(for: .milliseconds(1)) }
    let queued = Task { await fixture.failure2(request) }
    try await fixture.loop.sleep(for: .milliseconds(20))
    let start = fixture.loop.now
    queued.cancel()
    let queuedError = try #require(await queued.value)
    #expect(queuedError.kind == .cancelled)
    #expect(!queuedError.mayHaveArrived)
    active.cancel()
    let activeError = try #require(await active.value)
    #expect(activeError.kind == .cancelled)
    #expect(activeError.mayHaveArrived)
    let early = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return await fixture.failure2(request)
    }
    let earlyError = try #require(await early.value)
    #expect(earlyError.kind == .cancelled)
    #expect(!earlyError.mayHaveArrived)
    #expect(fixture.loop.now - start < .seconds(2))
    #expect(server.requests.count == 1)
    // Its place is free again.
    #expect(try await fixture.send(HTTPRequest(.get, server.url + "/ok")).get().status == 200)
  }

  @Test("Cancelling hundreds at any moment leaves nothing behind", arguments: NetworkWay.allCases, [true, false])
  func manyCancellations(_ way: NetworkWay, onLoop: Bool) async throws {
    let server = try LoopbackServer { _ in .status(200).delayed(.milliseconds(2)) }
    defer { server.stop() }
    let fixture = TransportFixture(way)
    let kinds = await withTaskGroup(of: TransportError.Kind?.self) { group in
      for number in 0..<300 {
        group.addTask {
          let task = Task(executorPreference: onLoop ? fixture.loop : nil) {
            await fixture.failure2(HTTPRequest(.get, server.url))?.kind
          }
          try? await fixture.loop.sleep(for: .microseconds(number * 100 % 7000))
          if number % 3 != 0 { task.cancel() }
          return await task.value
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(kinds.count == 300)
    #expect(kinds.allSatisfy { $0 == nil || $0 == .cancelled })
    #expect(kinds.count { $0 == nil } >= 100)
    #expect(try await fixture.send(HTTPRequest(.get, server.url)).get().status == 200)
  }

  @Test("A transport that is let go of ends what is under way", arguments: NetworkWay.allCases)
  func close(_ way: NetworkWay) async throws {
    let server = try LoopbackServer { _ in .never() }
    defer { server.stop() }
    let loop = EventLoop()
    var options = NetworkTransport.Options(version: "0")
    options.maximumConnections = 1
    options.usesLibcurlOnLoopback = way == .libcurl
    var transport: NetworkTransport? = NetworkTransport(on: loop, options)
    // The exchanges hold the transport; so this shows that one can be dropped when they are over.
    let tasks = (0..<2).map { [transport] _ in
      Task { await TransportFixture.failure(transport, HTTPRequest(.get, server.url, timeout: .milliseconds(200))) }
    }
    transport = nil
    for task in tasks { #expect(await task.value == .timedOut) }
    loop.stop()
  }

  @Test(
    "An answer over the bound is cut short: announced, chunked, or packed", arguments: NetworkWay.allCases,
    ["length", "chunked", "headers"])
  func bounds(_ way: NetworkWay, kind: String) async throws {
    let server = try LoopbackServer { _ in
      let body = [UInt8](repeating: 0x61, count: 100_001)
      switch kind {
      case "length": return LoopbackAnswer(200, body: body)
      case "chunked": return LoopbackAnswer(200, body: body).chunked().slowly(10_000, .zero)
      default: return .status(200, headers: (0..<200).map { ("X-\($0)", String(repeating: "v", count: 100)) })
      }
    }
    defer { server.stop() }
    let fixture = TransportFixture(way) {
      $0.maximumBodySize = 100_000
      $0.maximumHeaderSize = 10_000
    }
    let error = try #require(await fixture.failure(request(.post, server.url)))
    #expect(error.kind == .tooLarge)
    #expect(error.mayHaveArrived)
    let exact = TransportFixture(way) {
      $0.maximumBodySize = 100_001
      $0.maximumHeaderSize = 100_000
    }
    #expect(try await exact.send(request(.post, server.url)).get().status == 200)
  }

  @Test("What must not be sent is refused before anything is sent", arguments: NetworkWay.allCases)
  func refusals(_ way: NetworkWay) async throws {
    let server = try LoopbackServer { _ in .status(200) }
    defer { server.stop() }
    let fixture = TransportFixture(way)
    let port = server.port
    let urls = [
      "http://example.com/", "http://127.0.0.1@example.com/", "http://user:\(Self.canary)@127.0.0.1:\(port)/",
      "http://127.0.0.1.example.com/", "http://0177.0.0.1:\(port)/", "http://2130706433:\(port)/",
      "http://127.1:\(port)/", "http://localhost.example.com/", "http://127.0.0.1\\@example.com/", "http:///x",
      "http://127.0.0.1:\(port)/a b", "http://127.0.0.1:\(port)/a\r\nX: y", "http://127.0.0.1:\(port)/a\0b",
      "http://127.0.0.1:\(port)/\u{E9}", "http://127.0.0.1:99999/", "http://127.0.0.1:/", "ftp://127.0.0.1:\(port)/",
      "file:///etc/passwd", "127.0.0.1:\(port)", "", "https://", "https://exa%6Dple.com/", "http://[::1/",
    ]
    for url in urls {
      let error = try #require(await fixture.failure(HTTPRequest(.get, url)), "\(url.debugDescription)")
      #expect(error.kind == .refused, "\(url.debugDescription)")
      #expect(!error.mayHaveArrived)
      #expect(!error.detail.contains(Self.canary))
    }
    let fields = [
      HTTPHeader("X", "\(Self.canary)\r\nY: z"), HTTPHeader("X", "\(Self.canary)\n"), HTTPHeader("X", "a\0b"),
      HTTPHeader("X\r\nY", "z"), HTTPHeader("X Y", "z"), HTTPHeader("", "z"), HTTPHeader("X:", "z"),
      HTTPHeader("Content-Length", "3"), HTTPHeader("transfer-encoding", "chunked"), HTTPHeader("Host", "example.com"),
    ]
    for field in fields {
      let request = HTTPRequest(.post, server.url, headers: [field], body: [65])
      let error = try #require(await fixture.failure(request), "\(field)")
      #expect(error.kind == .refused)
      #expect(!error.mayHaveArrived)
      #expect(!error.detail.contains(Self.canary))
    }
    #expect(server.connectionCount == 0)
  }

  @Test("http is accepted on every spelling of loopback", arguments: NetworkWay.allCases)
  func loopbackSpellings(_ way: NetworkWay) async throws {
    let server = try LoopbackServer { _ in .status(200) }
    defer { server.stop() }
    let fixture = TransportFixture(way)
    for host in ["127.0.0.1", "localhost", "LocalHost"] {
      let response = try await fixture.send(HTTPRequest(.get, "HTTP://\(host):\(server.port)/")).get()
      #expect(response.status == 200)
    }
    // Nobody listens there: accepted, and then not connected.
    for host in ["[::1]", "127.8.9.10", "127.255.255.255"] {
      let error = try #require(await fixture.failure(HTTPRequest(.get, "http://\(host):\(server.port)/")))
      #expect(error.kind == .couldNotConnect)
    }
  }

  @Test("Words of libcurl's that could hold a URL with its credentials are left out")
  func quotedMessages() {
    let messages = [
      "Unsupported proxy scheme for 'bogus://user:\(Self.canary)@127.0.0.1:1'": "could not connect",
      "Failed to connect to a@\(Self.canary)": "could not connect",
      "Failed to connect to 127.0.0.1 port 1\u{1B}[31m\n":
        "could not connect: Failed to connect to 127.0.0.1 port 1?[31m?",
      "": "could not connect",
    ]
    for (message, detail) in messages {
      let failure = CurlFailure(code: 7, hasBegun: false, sentBytes: 0, message: message, isTooLarge: false)
      #expect(failure.error.kind == .couldNotConnect)
      #expect(failure.error.detail == detail)
    }
  }

  @Test("Without the library: the error names the package to install")
  func missingLibrary() async throws {
    let fixture = TransportFixture { $0.libraryNames = ["libcurl-of-nowhere.so.4", "libc.so.6"] }
    for _ in 0..<2 {
      let error = try #require(await fixture.failure(HTTPRequest(.post, "https://127.0.0.1:1/")))
      #expect(error.kind == .libraryMissing)
      #expect(!error.mayHaveArrived)
      #expect(error.detail.contains("libcurl4"))
      #expect(error.detail.contains("Fedora"))
    }
  }

  @Test("The library tells its version")
  func version() throws {
    #expect(try #require(NetworkTransport.libcurlVersion).hasPrefix("libcurl/"))
  }
}

extension TransportFixture {
  /// As `failure`, in the calling task itself, so that it can be cancelled.
  fileprivate func failure2(_ request: HTTPRequest) async -> TransportError? {
    do throws(TransportError) {
      _ = try await transport.send(request)
      return nil
    } catch {
      return error
    }
  }

  fileprivate static func failure(_ transport: NetworkTransport?, _ request: HTTPRequest) async -> TransportError.Kind?
  {
    do throws(TransportError) {
      _ = try await transport?.send(request)
      return nil
    } catch {
      return error.kind
    }
  }
}

/// One way in which a server can fail to answer.
struct TransportFault: Sendable, CustomTestStringConvertible {
  var testDescription: String
  var kind: TransportError.Kind
  var answer: LoopbackAnswer

  init(_ description: String, _ kind: TransportError.Kind, _ answer: LoopbackAnswer) {
    testDescription = description
    self.kind = kind
    self.answer = answer
  }
}

extension LoopbackAnswer {
  fileprivate func untilClose() -> Self {
    var answer = self
    answer.framing = .untilClose
    return answer
  }
}

extension TransportFault {
  static var ofEachMethod: [(TransportFault, HTTPRequest.Method)] {
    all.flatMap { fault in [HTTPRequest.Method.get, .post, .delete].map { (fault, $0) } }
  }

  static let all = [
    TransportFault("FIN before the answer", .connectionLost, .hangUp()),
    TransportFault("RST before the answer", .connectionLost, .reset()),
    TransportFault("FIN after the headers", .connectionLost, .json(201, #"{"id":"1"}"#).cutAfterHeaders()),
    TransportFault("RST after the headers", .connectionLost, .json(201, #"{"id":"1"}"#).cutAfterHeaders(.reset)),
    TransportFault("FIN in mid-body", .connectionLost, .json(201, #"{"id":"1"}"#).cutInBody(after: 4)),
    TransportFault("RST in mid-body", .connectionLost, .json(201, #"{"id":"1"}"#).cutInBody(after: 4, .reset)),
    TransportFault(
      "RST in a body without a length", .connectionLost, .json(200, "{}").untilClose().cutInBody(after: 1, .reset)),
    TransportFault("FIN in a chunked body", .connectionLost, .json(201, #"{"id":"1"}"#).chunked().cutInBody(after: 4)),
    TransportFault("FIN in the header block", .connectionLost, .raw("HTTP/1.1 200 OK\r\nContent-Le")),
    TransportFault("no HTTP", .other, .raw("SSH-2.0-OpenSSH_9.2\r\n")),
    TransportFault("silence", .timedOut, .never()),
    TransportFault("a body that never ends", .timedOut, .json(200, "0123456789").slowly(1, .seconds(1))),
  ]
}
