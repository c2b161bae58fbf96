import Foundation
import JSON
import TestSupport
import Testing

extension ProcessSuite {
  /// Every bound, with the real program: one below and at the limit it is served, one above it is told so, and the very
  /// next message is served again.
  @Suite struct BoundsTests {
    /// Sends a message and a ping behind it: the answer to the message, after the ping's has been looked at too.
    private func answer(
      to message: String, by child: ChildProcess, _ framing: MessageFraming = .line
    ) throws -> JSONValue {
      try child.send(framing.frame(message) + framing.frame(Samples.request(777, "ping")))
      let answer = try JSONDocument(try #require(try child.readMessage(framing))).root
      let next = try JSONDocument(try #require(try child.readMessage(framing))).root
      #expect(next["id"]?.integer == 777 && next["result"] != nil)
      return answer
    }

    private func ping(id: String, padding: Int = 0) -> String {
      #"{"jsonrpc":"2.0","id":\#(id),"method":"ping""# + String(repeating: " ", count: padding) + "}"
    }

    // MARK: What comes in

    @Test(arguments: MessageFraming.allCases, [-1, 0, 1])
    func messageSize(_ framing: MessageFraming, _ beyond: Int) throws {
      let limit = 5000
      let child = try SidecarProgram.start(["--simulate", "--max-message-bytes", "\(limit)"])
      let shortest = ping(id: "1").utf8.count
      for _ in 0..<2 {
        let answer = try answer(to: ping(id: "1", padding: limit + beyond - shortest), by: child, framing)
        if beyond > 0 {
          #expect(answer["error"]?["data"]?["reason"]?.string == "messageTooLarge")
          #expect(answer["error"]?["data"]?["limit"]?.integer == limit)
        } else {
          #expect(answer["id"]?.integer == 1 && answer["result"] != nil)
        }
      }
      #expect(try child.finish() == .exited(0))
    }

    /// JSON texts one after the other end with their closing bracket, and are bounded like lines.
    @Test(arguments: [-1, 0, 1])
    func messageSizeOfTexts(_ beyond: Int) throws {
      let limit = 5000
      let child = try SidecarProgram.start(["--simulate", "--framing", "value", "--max-message-bytes", "\(limit)"])
      let answer = try answer(
        to: ping(id: "1", padding: limit + beyond - ping(id: "1").utf8.count), by: child)
      #expect((answer["error"]?["data"]?["reason"]?.string == "messageTooLarge") == (beyond > 0))
      #expect((answer["result"] != nil) == (beyond <= 0))
      #expect(try child.finish() == .exited(0))
    }

    @Test(arguments: [-1, 0, 1])
    func nesting(_ beyond: Int) throws {
      let limit = 40
      let child = try SidecarProgram.start(["--simulate", "--max-depth", "\(limit)"])
      // The message itself is one level.
      let inner = limit + beyond - 1
      let nested = String(repeating: "[", count: inner) + String(repeating: "]", count: inner)
      let answer = try answer(to: #"{"jsonrpc":"2.0","id":1,"method":"ping","x":\#(nested)}"#, by: child)
      if beyond > 0 {
        #expect(answer["error"]?["code"]?.integer == -32700)
        #expect(answer["error"]?["data"]?["reason"]?.string == "tooDeep")
      } else {
        #expect(answer["result"] != nil)
      }
      #expect(try child.finish() == .exited(0))
    }

    /// As deep as can be allowed, in every place of every method where a client may put what it likes.
    @Test(arguments: [("[", "]"), (#"{"a":"#, "}")])
    func deepestNesting(_ opening: String, _ closing: String) throws {
      // Frames are several times as large under a sanitizer, and are those of no program that is used.
      let limit = TestEnvironment.sanitizer == nil ? 2000 : 400
      let child = try SidecarProgram.start(["--simulate", "--max-depth", "\(limit)"])
      func nested(_ levels: Int) -> String {
        String(repeating: opening, count: levels) + "1" + String(repeating: closing, count: levels)
      }
      let id = #""id":"\#(Samples.nobody)""#
      // Each with how many levels are around what is nested.
      let calls: [(method: String, params: (String) -> String, around: Int)] = [
        ("ping", { $0 }, 1), ("info", { $0 }, 1), ("connection.get", { "{\"id\":\($0)}" }, 2),
        ("connection.get", { "[\($0)]" }, 2), ("connection.list", { "{\"property\":\($0)}" }, 2),
        ("connection.update", { "{\(id),\"operations\":\($0)}" }, 2),
        (
          "connection.update", { "{\(id),\"operations\":[{\"op\":\"add\",\"path\":\"/x\",\"value\":\($0)}]}" }, 4
        ),
        ("connection.explore", { "{\(id),\"objectType\":\($0)}" }, 2),
        ("connectionSpec.get", { "{\"name\":\($0)}" }, 2),
        ("connection.create", { "\(Samples.body().dropLast()),\"extra\":\($0)}" }, 2),
        ("connection.ensure", { "\(Samples.body().dropLast()),\"extra\":\($0)}" }, 2),
        ("connection.validate", { Samples.body().replacing(#""apiVersion""#, with: "\"x\":\($0),\"apiVersion\"") }, 4),
        ("connection.create", { Samples.body().replacing(#""apiVersion""#, with: "\"x\":\($0),\"apiVersion\"") }, 4),
      ]
      for (number, call) in calls.enumerated() {
        for beyond in [0, 1] {
          let params = call.params(nested(limit + beyond - call.around))
          let answer = try child.ask(Samples.request(number, call.method, params))
          #expect(try child.ask(Samples.ping)["result"] != nil)
          #expect((answer["error"]?["data"]?["reason"]?.string == "tooDeep") == (beyond > 0), "\(call.method)")
          if beyond == 0 { #expect(answer["id"]?.integer == number, "\(call.method)") }
        }
      }
      #expect(try child.finish() == .exited(0))
    }

    @Test(arguments: [-1, 0, 1])
    func idLength(_ beyond: Int) throws {
      let limit = 32
      let child = try SidecarProgram.start(["--simulate", "--max-id-bytes", "\(limit)"])
      for id in [
        "\"\(String(repeating: "é", count: (limit + beyond - 2) / 2))\((limit + beyond) % 2 == 0 ? "" : "x")\"",
        String(repeating: "7", count: limit + beyond),
      ] {
        #expect(id.utf8.count == limit + beyond)
        let answer = try answer(to: ping(id: id), by: child)
        if beyond > 0 {
          #expect(answer["error"]?["data"]?["reason"]?.string == "idTooLong")
          #expect(answer["id"]?.kind == .null)
        } else {
          #expect(answer["result"] != nil)
          #expect(answer["id"].map { String(decoding: $0.rawBytes, as: UTF8.self) } == id)
        }
      }
      #expect(try child.finish() == .exited(0))
    }

    @Test(arguments: [-1, 0, 1])
    func batchLength(_ beyond: Int) throws {
      let limit = 7
      let child = try SidecarProgram.start(["--simulate", "--max-batch", "\(limit)"])
      let batch = (0..<(limit + beyond)).map { Samples.request($0, "ping") }.joined(separator: ",")
      let answer = try answer(to: "[\(batch)]", by: child)
      if beyond > 0 {
        #expect(answer["error"]?["data"]?["reason"]?.string == "batchTooLarge")
      } else {
        #expect(answer.kind == .array && answer.elements.count == limit + beyond)
      }
      #expect(try child.finish() == .exited(0))
    }

    /// The lines before a message and the blank one behind them.
    @Test(arguments: [-1, 0, 1])
    func headerBlock(_ beyond: Int) throws {
      let limit = 200
      let child = try SidecarProgram.start(["--simulate", "--max-header-bytes", "\(limit)"])
      let length = "Content-Length: \(Samples.ping.utf8.count)\r\n\r\n"
      let filler = "X-Filler: "
      let padding = String(repeating: "x", count: limit + beyond - length.utf8.count - filler.utf8.count - 2)
      let block = "\(filler)\(padding)\r\n\(length)"
      #expect(block.utf8.count == limit + beyond)
      // Twice, as the first message also decides about the framing.
      try child.send(MessageFraming.header.frame(Samples.ping) + Array((block + Samples.ping).utf8))
      #expect(try child.readMessage(.header) == Samples.pong)
      let answer = try JSONDocument(try #require(try child.readMessage(.header))).root
      if beyond > 0 {
        #expect(answer["error"]?["data"]?["reason"]?.string == "badHeader")
      } else {
        #expect(answer["result"] != nil)
      }
      try child.send(Samples.request(2, "ping"), .header)
      #expect(try child.readMessage(.header)?.contains(#""id":2,"result""#) == true)
      #expect(try child.finish() == .exited(0))
    }

    // MARK: What is under way

    /// Waits do not count, and what ends makes room.
    @Test func requestsInFlight() throws {
      let limit = 3
      // Creates that go on trying for many seconds.
      let child = try SidecarProgram.start(["--simulate", "--max-in-flight", "\(limit)"])
      for id in 1...limit { try child.send(Samples.create(id, "Acme simulate:500 \(id)"), .line) }
      // At the limit still everything that is answered at once.
      #expect(try child.ask(Samples.request(10, "ping"))["result"] != nil)
      let busy = try child.ask(Samples.create(limit + 1, "Acme"))
      #expect(busy["id"]?.integer == limit + 1)
      #expect(busy["error"]?["code"]?.integer == 1508)
      // One less, and there is room for one.
      try child.send(#"{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":1}}"#, .line)
      #expect(try child.nextMessage()["id"]?.integer == 1)
      #expect(try child.ask(Samples.create(limit + 1, "Acme"))["result"] != nil)
      for id in 2...limit {
        try child.send(#"{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":\#(id)}}"#, .line)
        #expect(try child.nextMessage()["id"]?.integer == id)
      }
      #expect(try child.finish() == .exited(0))
    }

    // MARK: What goes out

    /// Once more is owed than allowed, nothing is read any more; when the client has read, everything goes on.
    @Test func bytesOwed() throws {
      let limit = 100_000
      let child = try SidecarProgram.start(["--simulate", "--max-owed-bytes", "\(limit)"])
      // Each answer is an error that repeats nothing, of some 200 bytes; the requests are longer, so that those it does
      // not read stay in the pipe.
      let request = Array(
        #"{"jsonrpc":"2.0","id":1,"method":"x","padding":"\#(String(repeating: "x", count: 500))"}"#.utf8)
      let block = Array((0..<100).map { _ in request + [0x0A] }.joined())
      var sent = 0
      var idle = 0
      while idle < 30, sent < 100_000_000 {
        let place = sent % block.count
        let taken = child.sendWhatFits(block[place...])
        sent += taken
        idle = taken == 0 ? idle + 1 : 0
        if taken == 0 { usleep(10_000) }
      }
      #expect(idle == 30, "it never stopped reading")
      if let peak = child.peakMemory { #expect(peak < 40 << 20) }
      // The rest of the message that has been begun, then one that is served.
      let place = sent % block.count
      if place > 0 { try child.send(block[place...]) }
      try child.send(Samples.request(2, "ping"), .line)
      let total = (sent + block.count - 1) / block.count * 100
      var errors = 0
      while let line = try child.readLine() {
        if line == #"{"jsonrpc":"2.0","id":2,"result":{}}"# { break }
        errors += 1
      }
      #expect(errors == total)
      #expect(try child.finish() == .exited(0))
    }

    /// An answer of Flow Service, at the bound and beyond it.
    @Test(arguments: [-1, 0, 1])
    func responseSize(_ beyond: Int) throws {
      let limit = 20_000
      let server = try LoopbackServer { request in
        guard request.path.contains("/connections/") else { return .json(200, #"{"items":[]}"#) }
        let id = request.path.split(separator: "/").last ?? ""
        let start = #"{"items":[{"id":"\#(id)","state":"enabled","name":""#
        let end = #""}]}"#
        // The first answer is short: what comes after a violation is served.
        let length = id.hasPrefix("0") ? 200 : limit + beyond
        return .json(200, start + String(repeating: "x", count: length - start.utf8.count - end.utf8.count) + end)
      }
      defer { server.stop() }
      let child = try SidecarProgram.start(
        ["--max-response-bytes", "\(limit)"],
        environment: [
          "AEP_BASE_URL": server.url, "AEP_ACCESS_TOKEN": "token", "AEP_CLIENT_ID": "client",
          "AEP_ORG_ID": "org@AdobeOrg", "AEP_SANDBOX_NAME": "dev",
        ])
      let answer = try child.ask(
        Samples.request(1, "connection.get", #"{"id":"11111111-0000-4000-8000-000000000000"}"#))
      if beyond > 0 {
        #expect(answer["error"]?["data"]?["reason"]?.string == "tooLarge")
      } else {
        #expect(answer["result"]?["state"]?.string == "enabled")
      }
      let next = try child.ask(Samples.request(2, "connection.get", #"{"id":"\#(Samples.nobody)"}"#))
      #expect(next["result"]?["state"]?.string == "enabled")
      #expect(try child.finish() == .exited(0))
    }

    /// What a bound cannot be is a wrong command line, not another bound.
    @Test(arguments: [
      "--max-message-bytes", "--max-header-bytes", "--max-response-bytes", "--max-depth", "--max-id-bytes",
      "--max-batch", "--max-in-flight", "--max-owed-bytes",
    ])
    func boundsThatCannotBe(_ option: String) throws {
      for value in ["0", "-1", "many", "", "99999999999999999999"] {
        let run = try SidecarProgram.run(["--simulate", option, value])
        #expect(run.ending == .exited(2))
        #expect(run.error.contains(option))
      }
    }
  }
}
