import Foundation
import JSON
import TestSupport
import Testing

@testable import Sidecar

@Suite("Connection specs of Flow Service, fetched and used", .blockingSpecTests, .timeLimit(.minutes(1)))
struct LiveSpecTests {
  private static let path = "/data/foundation/flowservice/connectionSpecs/" + SpecBench.salesforce

  @Test("The first call fetches the spec; those after it are answered by the reading thread")
  func memory() throws {
    let bench = try SpecBench { _ in .json(200, SpecText.live).delayed(.milliseconds(100)) }
    let first = try bench.validate(SpecText.body())
    #expect(!first.atOnce)
    #expect(first.result["valid"]?.boolean == true)
    #expect(first.result["spec"]?["origin"]?.string == "live")
    #expect(first.result["spec"]?["name"]?.string == "salesforce")
    #expect(first.result["spec"]?["ageMs"] == nil)
    #expect(first.result["spec"]?["provenance"] == nil)
    for _ in 0..<3 {
      let next = try bench.validate(SpecText.body())
      #expect(next.atOnce)
      #expect(next.result["spec"]?["origin"]?.string == "cache")
      #expect((0..<30_000).contains(try #require(next.result["spec"]?["ageMs"]?.integer)))
    }
    #expect(bench.fetches.map(\.path) == [Self.path])
    #expect(bench.fetches.first?[header: "x-sandbox-name"] == "dev")
  }

  @Test("An id in capitals is the same id")
  func letterCase() throws {
    let bench = try SpecBench { _ in .json(200, SpecText.live) }
    _ = try bench.validate(SpecText.body())
    let next = try bench.validate(SpecText.body(id: SpecBench.salesforce.uppercased()))
    #expect(next.atOnce)
    #expect(next.result["spec"]?["origin"]?.string == "cache")
    #expect(bench.fetches.count == 1)
  }

  @Test("Many at a time fetch it once, and all of them get it")
  func once() throws {
    let bench = try SpecBench { _ in .json(200, SpecText.live).delayed(.milliseconds(200)) }
    for id in 1...200 { bench.request(id, "connection.validate", SpecText.body()) }
    #expect(!bench.isAnswered(1))
    for id in 1...200 {
      #expect(try bench.answer(id)["result"]?["spec"]?["origin"]?.string == "live")
    }
    #expect(bench.fetches.count == 1)
  }

  @Test("Whoever validates in bulk is not sent away: those beyond a bound make do with what there is")
  func bulk() throws {
    let bench = try SpecBench({ _ in .json(200, SpecText.live).delayed(.milliseconds(300)) }) {
      $0.policy.mostWaiting = 100
    }
    for id in 1...600 { bench.request(id, "connection.validate", SpecText.body()) }
    var origins: [String: Int] = [:]
    for id in 1...600 {
      let origin = try bench.answer(id)["result"]?["spec"]?["origin"]?.string
      origins[origin ?? "not answered", default: 0] += 1
    }
    #expect(origins["live"] == 100)
    #expect(origins["bundled", default: 0] + origins["cache", default: 0] == 500)
    #expect(bench.fetches.count == 1)
    // The places are free again.
    let other = "00000000-0000-4000-8000-000000000000"
    #expect(try !bench.validate(SpecText.body(id: other)).atOnce)
  }

  @Test("Without credentials nothing touches the network")
  func notConfigured() throws {
    let bench = try SpecBench({ _ in .json(200, SpecText.live) }) { $0.isConfigured = false }
    let one = try bench.validate(SpecText.body())
    #expect(one.atOnce)
    #expect(one.result["spec"]?["origin"]?.string == "bundled")
    #expect(one.result["spec"]?["provenance"]?.string == "derived")
    let other = try bench.validate(SpecText.body(id: "00000000-0000-4000-8000-000000000000"))
    #expect(other.atOnce)
    #expect(other.result["spec"]?["origin"]?.string == "none")
    let sandbox = try bench.validate(SpecText.body(more: #","_meta":{"sandboxName":"dev"}"#))
    #expect(sandbox.atOnce)
    #expect(bench.server.connectionCount == 0)
  }

  @Test(
    "What the service does not give comes from the catalogue, and is not asked for again at once",
    arguments: [
      LoopbackAnswer.json(403, #"{"errorMessage":"You do not have sufficient permissions"}"#),
      .json(404, #"{"errorMessage":"not found"}"#), .json(500, "{}"),
      .json(429, "{}", headers: [("Retry-After", "90")]),
      .json(200, #"{"items":[]}"#), .text(200, "<html>Log in</html>"), .json(200, #"{"items":[{"id":7}]}"#),
      .json(200, #"{"items":[{"id":"4cb0c374-d3bb-4557-b139-5712880adc55","authSpec":[]}]}"#),
      .status(301, headers: [("Location", "https://example.com/")]), .hangUp(), .reset(),
    ])
  func fallback(_ answer: LoopbackAnswer) throws {
    let bench = try SpecBench { _ in answer }
    let first = try bench.validate(SpecText.body())
    #expect(first.result["spec"]?["origin"]?.string == "bundled")
    #expect(first.result["valid"]?.boolean == true)
    let asked = bench.fetches.count
    #expect((1...2).contains(asked))
    let next = try bench.validate(SpecText.body())
    #expect(next.atOnce)
    #expect(next.result["spec"]?["origin"]?.string == "bundled")
    #expect(bench.fetches.count == asked)
  }

  @Test("A service that cannot be reached is tried again after a pause")
  func pause() throws {
    let bench = try SpecBench({ $0.number < 2 ? .json(500, "{}") : .json(200, SpecText.live) }) {
      $0.policy.pauseAfterFailure = .milliseconds(50)
    }
    var origins: [String] = []
    for _ in 0..<400 where origins.last != "live" {
      origins.append(try bench.validate(SpecText.body()).result["spec"]?["origin"]?.string ?? "")
      usleep(5000)
    }
    #expect(origins.first == "bundled")
    #expect(origins.last == "live")
    #expect(bench.fetches.count == 3)
  }

  @Test("A slow service holds nobody up for longer than there is patience, and is there for the next call")
  func patience() throws {
    let bench = try SpecBench({ _ in .json(200, SpecText.live).delayed(.milliseconds(1500)) }) {
      $0.policy.patience = .milliseconds(200)
    }
    let clock = ContinuousClock()
    let began = clock.now
    let first = try bench.validate(SpecText.body())
    let took = clock.now - began
    #expect(first.result["spec"]?["origin"]?.string == "bundled")
    #expect(took >= .milliseconds(190))
    #expect(took < .milliseconds(1400))
    let second = try bench.validate(SpecText.body())
    #expect(second.atOnce)
    #expect(second.result["spec"]?["origin"]?.string == "bundled")
    var origin = ""
    for _ in 0..<1000 where origin != "cache" {
      usleep(5000)
      origin = try bench.validate(SpecText.body()).result["spec"]?["origin"]?.string ?? ""
    }
    #expect(origin == "cache")
    #expect(bench.fetches.count == 1)
  }

  @Test("A call that has less time than that waits no longer than it has")
  func callTimeout() throws {
    let bench = try SpecBench { _ in .never() }
    let clock = ContinuousClock()
    let began = clock.now
    let result = try bench.validate(SpecText.body(more: #","_meta":{"timeoutMs":100}"#)).result
    #expect(result["spec"]?["origin"]?.string == "bundled")
    #expect(clock.now - began < .seconds(4))
  }

  @Test("A spec that nobody has is told as such")
  func unknown() throws {
    let bench = try SpecBench { _ in .json(404, "{}") }
    let first = try bench.validate(SpecText.body(id: "00000000-0000-4000-8000-000000000000"))
    #expect(first.result["spec"]?["origin"]?.string == "none")
    #expect(first.result.problems("warnings") == ["/connectionSpec/id /id"])
    #expect(try bench.validate(SpecText.body(id: "00000000-0000-4000-8000-000000000000")).atOnce)
    #expect(bench.fetches.count == 1)
  }

  @Test("Ids without end do not fill the memory")
  func manyIDs() throws {
    let bench = try SpecBench({ _ in .json(404, "{}") }) { $0.policy.mostHeld = 4 }
    for number in 10..<30 {
      _ = try bench.validate(SpecText.body(id: "00000000-0000-4000-8000-0000000000\(number)"))
    }
    #expect(bench.fetches.count == 20)
    // The last is still known to be none; the first has been forgotten.
    #expect(try bench.validate(SpecText.body(id: "00000000-0000-4000-8000-000000000029")).atOnce)
    #expect(try !bench.validate(SpecText.body(id: "00000000-0000-4000-8000-000000000010")).atOnce)
  }

  @Test("A create is checked by the live spec before it is sent")
  func create() throws {
    let bench = try SpecBench { _ in .json(200, SpecText.live) }
    let refused = try bench.call("connection.create", SpecText.body("Basic Authentication", #"{"username":"u"}"#))
    #expect(refused["error"]?["data"]?["kind"]?.string == "invalidParams")
    #expect(
      refused["error"]?["data"]?.problems("errors") == [
        "/auth/params /authSpec/1/spec/required", "/auth/params /authSpec/1/spec/required",
      ])
    #expect(bench.creates.isEmpty)
    let made = try bench.call(
      "connection.create",
      SpecText.body(params: SpecText.oauthParams(with: #""apiVersion":"60""#), more: #","_meta":{"timeoutMs":20000}"#))
    #expect(made["result"]?["id"]?.string == "4cb0c374-d3bb-4557-b139-5712880adc55")
    #expect(made["result"]?["warnings"]?.count == 1)
    #expect(bench.creates.count == 1)
    #expect(bench.fetches.count == 1)
    let sent = try JSONDocument(try #require(bench.creates.first).body).root
    #expect(sent.members.map(\.name) == ["name", "auth", "connectionSpec"])
    #expect(sent["auth"]?["params"]?["apiVersion"]?.string == "60")
  }

  @Test("A create that is cancelled while the spec is fetched makes nothing")
  func cancel() throws {
    let bench = try SpecBench { _ in .never() }
    bench.request(1, "connection.create", SpecText.body())
    bench.send(#"{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":1}}"#)
    let answer = try bench.answer(1)
    #expect(answer["error"]?["data"]?["kind"]?.string == "requestCancelled")
    #expect(answer["error"]?["data"]?["remoteState"]?.string == "untouched")
    #expect(bench.creates.isEmpty)
  }

  @Test("What is wrong in the params themselves is told along with what the live spec finds")
  func allAtOnce() throws {
    let bench = try SpecBench { _ in .json(200, SpecText.live) }
    let result = try bench.validate(
      #"""
      {"auth":{"specName":"OAuth2 Client Credential","params":{"clientId":1}},
      "connectionSpec":{"id":"\#(SpecBench.salesforce)"}}
      """#
    ).result
    #expect(
      result.problems("errors") == [
        " /required", "/auth/params /authSpec/0/spec/required", "/auth/params /authSpec/0/spec/required",
        "/auth/params/clientId /authSpec/0/spec/properties/clientId/type 1",
      ])
    #expect(result["valid"]?.boolean == false)
  }
}
