import Foundation
import JSON
import TestSupport
import Testing

extension ProcessSuite {
  /// What a user does first, and in bulk.
  @Suite struct FirstStepsTests {
    @Test func oneLineInAndOneLineOut() throws {
      let run = try SidecarProgram.run([], input: Samples.ping + "\n")
      #expect(run.ending == .exited(0))
      #expect(run.output == Samples.pong + "\n")
      #expect(run.error == "")
    }

    @Test func theLastLineNeedsNoEnd() throws {
      let run = try SidecarProgram.run([], input: Samples.ping)
      #expect(run.ending == .exited(0))
      #expect(run.output == Samples.pong + "\n")
    }

    /// From the spawn to the exit. The fastest of some, since the machine may be busy with other tests.
    @Test func isQuick() throws {
      #if DEBUG
        let bound = Duration.milliseconds(100)
      #else
        let bound = Duration.milliseconds(10)
      #endif
      var fastest = Duration.seconds(60)
      for _ in 0..<50 where fastest >= bound {
        let start = ContinuousClock.now
        let run = try SidecarProgram.run([], input: Samples.ping + "\n")
        fastest = min(fastest, ContinuousClock.now - start)
        #expect(run.output == Samples.pong + "\n")
      }
      #expect(fastest < bound)
    }

    @Test(.enabled(if: TestEnvironment.has("jq"), "needs jq"))
    func jqOnBothSides() throws {
      let pipeline = #"jq -n '{jsonrpc:"2.0",id:1,method:"ping"}' | "$0" | jq -c .result"#
      let shell = try ChildProcess("/bin/sh", ["-c", pipeline, SidecarProgram.path])
      #expect(try shell.finish() == .exited(0))
      #expect(String(decoding: shell.outputBytes, as: UTF8.self) == "{}\n")
      #expect(shell.errorText == "")
    }

    @Test func prettyPrintedAndConcatenatedValues() throws {
      let pretty = "{\n  \"jsonrpc\": \"2.0\",\n  \"id\": 1,\n  \"method\": \"ping\"\n}\n"
      let run = try SidecarProgram.run(
        [], input: pretty + pretty.replacingOccurrences(of: "1", with: "2") + Samples.ping)
      #expect(run.ending == .exited(0))
      #expect(
        run.output == "\(Samples.pong)\n\(Samples.pong.replacingOccurrences(of: "1", with: "2"))\n\(Samples.pong)\n")
    }

    @Test func fourMistakesAreToldAtOnce() throws {
      let secret = "canary-of-four-mistakes"
      let body = Samples.body(secret: secret)
        .replacingOccurrences(of: "https://acme-enterprise-3126", with: "ftp://acme")
        .replacingOccurrences(of: #""clientId""#, with: #""clientID""#)
        .replacingOccurrences(of: #""60.0""#, with: #""52""#)
        .replacingOccurrences(of: #""apiVersion""#, with: #""includeDeletedObjects":"true","apiVersion""#)
      let run = try SidecarProgram.run(
        ["--simulate"], input: Samples.request(1, "connection.create", body) + "\n")
      let error = try #require(try JSONDocument(run.output).root["error"])
      #expect(error["code"]?.integer == -32602)
      let problems = error["data"]?["errors"]?.elements ?? []
      let found = problems.map { problem in
        let suggestion = problem["suggestion"].map { String(decoding: $0.rawBytes, as: UTF8.self) } ?? ""
        return "\(problem["instanceLocation"]?.string ?? "") \(suggestion)"
      }
      #expect(
        Set(found) == [
          "/auth/params/environmentUrl ", #"/auth/params/clientID "clientId""#, #"/auth/params/apiVersion "52.0""#,
          "/auth/params/includeDeletedObjects true",
        ])
      #expect(problems.count == 4)
      #expect(!run.output.contains(secret))
      #expect(run.error == "")
    }

    @Test func aHundredThousandLines() throws {
      let count = 100_000
      let params = Samples.body()
      var input: [UInt8] = []
      input.reserveCapacity(count * (params.utf8.count + 80))
      for id in 0..<count {
        input += #"{"jsonrpc":"2.0","id":\#(id),"method":"connection.validate","params":"#.utf8
        input += params.utf8
        input += "}\n".utf8
      }
      let run = try SidecarProgram.start().exchange(input)
      #expect(run.ending == .exited(0))
      let prefix = Array(#"{"jsonrpc":"2.0","id":"#.utf8)
      let rest = Array(#","result":{"valid":true,"#.utf8)
      var answered = [Bool](repeating: false, count: count)
      var others = 0
      run.output.withUnsafeBytes { bytes in
        var lines = LineIterator(bytes)
        while let line = lines.next() {
          var index = prefix.count
          var id = 0
          while index < line.count, (0x30...0x39).contains(line[index]) {
            id = id * 10 + Int(line[index] - 0x30)
            index += 1
          }
          if line.starts(with: prefix), id < count, !answered[id],
            UnsafeRawBufferPointer(rebasing: line[index...]).starts(with: rest)
          {
            answered[id] = true
          } else {
            others += 1
          }
        }
      }
      #expect(others == 0)
      #expect(answered.allSatisfy { $0 })
    }
  }
}

/// The lines of a block of memory.
private struct LineIterator {
  private var rest: UnsafeRawBufferPointer

  init(_ bytes: UnsafeRawBufferPointer) { rest = bytes }

  mutating func next() -> UnsafeRawBufferPointer? {
    guard let start = rest.baseAddress, !rest.isEmpty else { return nil }
    let length = memchr(start, 0x0A, rest.count).map { UnsafeRawPointer($0) - start } ?? rest.count
    defer { rest = UnsafeRawBufferPointer(rebasing: rest[min(length + 1, rest.count)...]) }
    return UnsafeRawBufferPointer(rebasing: rest[..<length])
  }
}
